//! Expands the macro: reads the files, generates code, and reports faults at the arguments.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use tinsmith_codegen::diagnostic::{Diagnostic, Diagnostics, Severity};
use tinsmith_codegen::{Options, Source, generate, model_name, watched_file};

use crate::arguments::{Arguments, Word, parse};
use crate::fault::Fault;
use crate::find::{Found, read, read_model};
use crate::stub;

/// The expansion of `service!(tokens)`.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    let mut faults = Vec::new();
    let arguments = parse(tokens, &mut faults);
    let models = arguments.models.iter();
    let models = models.filter_map(|name| keep(read_model(name), &mut faults));
    let models: Vec<_> = models.flatten().collect();
    let config = arguments.config.as_ref();
    let config = config.and_then(|name| keep(read(name), &mut faults));
    let client = if faults.is_empty() {
        client(&arguments, &models, config.as_ref(), &mut faults)
    } else {
        None
    };
    let client = client.unwrap_or_else(|| {
        let path = arguments.models.first();
        let span = path.map_or_else(Span::call_site, |path| path.span);
        let meant = faults.iter().find_map(|fault| fault.meant.as_deref());
        let name = module(&arguments, meant.or(arguments.first()));
        stub::module(&name, &arguments.operations, span)
    });
    let watched = models.iter().chain(&config).map(watch);
    let faults = faults.iter().map(Fault::tokens);
    quote!(#(#watched)* #(#faults)* #client)
}

fn keep<T>(result: Result<T, Fault>, faults: &mut Vec<Fault>) -> Option<T> {
    result.map_err(|fault| faults.push(fault)).ok()
}

/// Code that makes the compiler watch a file, and expand the macro again when the file changes.
fn watch(file: &Found) -> TokenStream {
    let path = watched_file(&file.path).to_string_lossy();
    quote!(
        const _: &[u8] = ::core::include_bytes!(#path);
    )
}

/// The client. Reports operations with errors, and generates the others if there are any.
fn client(
    arguments: &Arguments,
    models: &[Found],
    config: Option<&Found>,
    faults: &mut Vec<Fault>,
) -> Option<TokenStream> {
    let sources: Vec<_> = models.iter().map(|file| Arc::clone(&file.source)).collect();
    let mut options = keep(options(arguments, config), faults)?;
    let diagnostics = match tokens(&options, &sources) {
        Ok(tokens) => return Some(tokens),
        Err(diagnostics) => diagnostics,
    };
    let blamed = blame(&diagnostics, arguments);
    for (word, messages) in &blamed {
        faults.push(Fault::new(word.span, messages.join("\n\n")));
    }
    let wrong = |operation: &String| blamed.iter().any(|(word, _)| word.text == *operation);
    options.operations.retain(|operation| !wrong(operation));
    let rest = !options.operations.is_empty();
    rest.then(|| tokens(&options, &sources).ok()).flatten()
}

fn tokens(options: &Options, sources: &[Arc<Source>]) -> Result<TokenStream, Diagnostics> {
    let generated = generate(options, sources)?;
    // On stable Rust, a macro cannot report warnings to the compiler.
    eprint!("{:#}", generated.warnings());
    Ok(generated.tokens())
}

fn options(arguments: &Arguments, config: Option<&Found>) -> Result<Options, Fault> {
    let texts = |words: &[Word]| {
        words
            .iter()
            .map(|word| word.text.clone())
            .collect::<Vec<_>>()
    };
    let mut options = Options::new(module(arguments, arguments.first()));
    if let Some((file, name)) = config.zip(arguments.config.as_ref()) {
        let fault = |faults: Diagnostics| Fault::new(name.span, format!("{faults:#}"));
        options = options.configured(&file.source).map_err(fault)?;
    }
    if let Some(service) = &arguments.service {
        options.service = Some(service.text.clone());
    }
    if let Some(protocol) = &arguments.protocol {
        options.protocol = Some(protocol.text.clone());
    }
    if !arguments.operations.is_empty() {
        options.operations = texts(&arguments.operations);
        "`operations = [..]` of `service!`".clone_into(&mut options.operations_list);
    }
    let mut overlay = options.overlay;
    for member in texts(&arguments.required) {
        overlay = overlay.required(member);
    }
    for member in texts(&arguments.optional) {
        overlay = overlay.optional(member);
    }
    for path in texts(&arguments.derives) {
        overlay = overlay.derive(path);
    }
    options.overlay = overlay;
    Ok(options)
}

/// The module's name: the argument, or else the name of `file`.
fn module(arguments: &Arguments, file: Option<&str>) -> String {
    let name = file.map(|file| model_name(Path::new(file)).replace(['-', '.', ' '], "_"));
    let given = arguments.module.as_ref().map(|word| word.text.clone());
    given.or(name).unwrap_or_default()
}

/// Errors by the argument that each is about. An error without a location in a file quotes the
/// argument; all others are about a file.
fn blame<'a>(diagnostics: &Diagnostics, arguments: &'a Arguments) -> Vec<(&'a Word, Vec<String>)> {
    let words = [
        &arguments.models,
        &arguments.operations,
        &arguments.required,
    ];
    let words = words
        .into_iter()
        .chain([&arguments.optional, &arguments.derives])
        .flatten();
    let words = words.chain(&arguments.service).chain(&arguments.protocol);
    let words: Vec<&Word> = words.collect();
    let mut blamed = BTreeMap::<usize, Vec<String>>::new();
    for diagnostic in diagnostics.shown().0 {
        if diagnostic.severity == Severity::Error {
            let at = words
                .iter()
                .position(|word| is_about(diagnostic, word))
                .unwrap_or_default();
            let text = format!("{diagnostic:#}");
            let text = text.strip_prefix("error: ").unwrap_or(&text);
            blamed.entry(at).or_default().push(text.to_owned());
        }
    }
    blamed
        .into_iter()
        .filter_map(|(at, messages)| Some((*words.get(at)?, messages)))
        .collect()
}

fn is_about(diagnostic: &Diagnostic, word: &Word) -> bool {
    match &diagnostic.location {
        Some(location) => Path::new(location.source().name()).starts_with(&word.text),
        None => {
            diagnostic.message.contains(&format!("`{}`", word.text))
                || diagnostic.subject.as_deref() == Some(&format!("overlay: {}", word.text))
        }
    }
}
