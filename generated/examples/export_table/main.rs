//! Exports a DynamoDB table to S3 and waits until the export is done.
//!
//! With nothing set it runs against a fake service of its own, over real HTTP on loopback. With
//! `--endpoint-url`, or with credentials (`--profile`) and `--table-arn … --s3-bucket …`, the same
//! code exports from the service named.

mod args;
mod demo;
mod export;
mod show;

use std::error::Error;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use args::{Args, Command};

fn main() -> ExitCode {
    match args::parse(std::env::args_os()) {
        Ok(Command::Help) => {
            print!("{}", args::HELP);
            ExitCode::SUCCESS
        }
        Ok(Command::Export(args)) => finish(run(*args)),
        Err(error) => {
            eprintln!("error: {error}\n\n{}", args::HELP);
            ExitCode::from(2)
        }
    }
}

fn finish(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: Args) -> Result<(), Box<dyn Error>> {
    show::origin(&args);
    let demo = args.is_demo().then(demo::start).transpose()?;
    if let Some(demo) = &demo {
        demo.fill_in(&mut args);
        show::demo(&args, &demo.url());
    }
    let resume = say_how_to_resume(&args)?;
    let description = if args.blocking {
        export::blocking(&args, &resume)?
    } else {
        export::on_tokio(&args, &resume)?
    };
    show::description(&args, &description)
}

/// The export that is waited for, once it is known; Ctrl-C then says how to go on.
type Resume = Arc<Mutex<Option<String>>>;

fn say_how_to_resume(args: &Args) -> Result<Resume, ctrlc::Error> {
    let resume = Resume::default();
    let (waiting, again) = (Arc::clone(&resume), args.resume_command());
    let note = if args.demo {
        "\n(The fake service of the demonstration ends with it; a real one goes on.)"
    } else {
        ""
    };
    ctrlc::set_handler(move || {
        let waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let hint = waiting.as_ref().map_or_else(
            || "Stopped before the service accepted the export; nothing to resume.".to_owned(),
            |arn| format!("The export goes on without you. To wait for it again:\n  {again} --resume {arn}"),
        );
        eprintln!("\n{hint}{note}");
        std::process::exit(130);
    })?;
    Ok(resume)
}
