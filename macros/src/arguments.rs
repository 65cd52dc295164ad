//! Parses the macro's arguments: `"path", key = value, …`. Knows tokens, but no models.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::token::Bracket;
use syn::{Lit, LitStr, Token, bracketed};
use tinsmith_codegen::suggest::closest;

use crate::fault::{Fault, with_help};

const KEYS: [&str; 8] = [
    "operations",
    "service",
    "protocol",
    "module",
    "config",
    "required",
    "optional",
    "derive",
];

/// A name or string with its span.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// The arguments that could be parsed.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) models: Vec<Word>,
    pub(crate) operations: Vec<Word>,
    pub(crate) service: Option<Word>,
    pub(crate) protocol: Option<Word>,
    pub(crate) module: Option<Word>,
    pub(crate) config: Option<Word>,
    pub(crate) required: Vec<Word>,
    pub(crate) optional: Vec<Word>,
    pub(crate) derives: Vec<Word>,
}

impl Arguments {
    /// The first model's path.
    pub(crate) fn first(&self) -> Option<&str> {
        self.models.first().map(|path| path.text.as_str())
    }
}

/// Parses the arguments. Reports every fault and keeps the other arguments.
pub(crate) fn parse(tokens: TokenStream, faults: &mut Vec<Fault>) -> Arguments {
    let mut arguments = Arguments::default();
    let read = |input: ParseStream<'_>| arguments.read(input, faults);
    if let Err(error) = read.parse2(tokens) {
        faults.push(Fault::new(error.span(), error.to_string()));
    }
    if arguments.models.is_empty() && faults.is_empty() {
        let message = "the path of a model is missing: `service!(\"models/<service>.json\")`";
        faults.push(Fault::new(Span::call_site(), message));
    }
    arguments
}

impl Arguments {
    fn read(&mut self, input: ParseStream<'_>, faults: &mut Vec<Fault>) -> syn::Result<()> {
        if input.is_empty() {
            return Ok(());
        }
        self.models = if input.peek(Bracket) {
            list(input)?
        } else if input.peek(Lit) {
            vec![input.parse()?]
        } else {
            return Err(expected("the path of a model, in quotes", input));
        };
        while !input.is_empty() {
            comma(input)?;
            if !input.is_empty() {
                self.read_pair(input, faults)?;
            }
        }
        Ok(())
    }

    fn read_pair(&mut self, input: ParseStream<'_>, faults: &mut Vec<Fault>) -> syn::Result<()> {
        if !input.peek(Ident::peek_any) {
            return Err(expected("a name such as `operations`", input));
        }
        let key = input.call(Ident::parse_any)?;
        if !input.is_empty() && !input.peek(Token![=]) {
            return Err(expected("`=`", input));
        }
        let equals = input.parse::<Option<Token![=]>>()?;
        if equals.is_none() || input.is_empty() {
            let fault = format!("`{key}` needs a value: `{key} = …`");
            return Err(syn::Error::new(key.span(), fault));
        }
        match key.to_string().as_str() {
            "operations" => self.operations = list(input)?,
            "required" => self.required = list(input)?,
            "optional" => self.optional = list(input)?,
            "derive" => self.derives = list(input)?,
            "service" => self.service = Some(input.parse()?),
            "protocol" => self.protocol = Some(input.parse()?),
            "module" => self.module = Some(input.parse()?),
            "config" => self.config = Some(input.parse()?),
            unknown => {
                input.parse::<TokenTree>()?;
                faults.push(Fault::new(key.span(), unknown_key(unknown)));
            }
        }
        Ok(())
    }
}

fn unknown_key(unknown: &str) -> String {
    let help = closest(unknown, KEYS).map(|near| format!("did you mean `{near}`?"));
    let help = help.or_else(|| Some(format!("the known arguments are {}", KEYS.join(", "))));
    with_help(format!("unknown argument `{unknown}`"), help)
}

impl Parse for Word {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            let (text, span) = (literal.value(), literal.span());
            return Ok(Self { text, span });
        }
        if input.peek(Ident::peek_any) {
            let name = input.call(Ident::parse_any)?;
            let (text, span) = (name.to_string(), name.span());
            return Ok(Self { text, span });
        }
        Err(expected("a name or a string", input))
    }
}

/// Parses words in brackets, separated by commas.
fn list(input: ParseStream<'_>) -> syn::Result<Vec<Word>> {
    if !input.peek(Bracket) {
        return Err(expected("a list in brackets", input));
    }
    let list;
    bracketed!(list in input);
    let mut words = Vec::new();
    while !list.is_empty() {
        words.push(list.parse()?);
        if !list.is_empty() {
            comma(&list)?;
        }
    }
    Ok(words)
}

fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    let comma = input.parse::<Option<Token![,]>>()?;
    comma.map(|_| ()).ok_or_else(|| expected("`,`", input))
}

/// An error that names the token found, unlike the errors of `syn`.
fn expected(what: &str, input: ParseStream<'_>) -> syn::Error {
    match input.cursor().token_tree() {
        Some((found, _)) => {
            let fault = format!("expected {what}, found `{found}`");
            syn::Error::new(found.span(), fault)
        }
        None => input.error(format!("expected {what}")),
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

    use super::{Arguments, Word, parse};

    fn read(source: &str) -> (Arguments, Vec<String>) {
        let mut faults = Vec::new();
        let arguments = parse(source.parse().expect("tokens"), &mut faults);
        (
            arguments,
            faults.into_iter().map(|fault| fault.message).collect(),
        )
    }

    fn texts(words: &[Word]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn operations_are_names_or_strings() {
        let (arguments, faults) = read(r#""a.json", operations = [Get, "ns#Put",],"#);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(texts(&arguments.models), ["a.json"]);
        assert_eq!(texts(&arguments.operations), ["Get", "ns#Put"]);
    }

    /// A fragment of tokens as `macro_rules!` passes it on, in an invisible group.
    fn wrapped(source: &str) -> TokenTree {
        let tokens = source.parse().expect("tokens");
        Group::new(Delimiter::None, tokens).into()
    }

    #[test]
    fn fragments_from_other_macros_are_parsed() {
        let mut tokens: TokenStream = wrapped("\"a.json\"").into();
        tokens.extend(", service = ".parse::<TokenStream>().expect("tokens"));
        tokens.extend([wrapped("\"ns#A\"")]);
        tokens.extend(", module = ".parse::<TokenStream>().expect("tokens"));
        tokens.extend([wrapped("a")]);
        let mut faults = Vec::new();
        let arguments = parse(tokens, &mut faults);
        assert_eq!(texts(&arguments.models), ["a.json"], "{faults:?}");
        let given = [arguments.service, arguments.module].map(|word| word.map(|it| it.text));
        assert_eq!(given, [Some("ns#A".to_owned()), Some("a".to_owned())]);
    }

    #[test]
    fn strings_are_spelled_as_in_rust() {
        let (arguments, faults) = read(r##"r#"a"b.json"#, service = "C:\\a""##);
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(texts(&arguments.models), ["a\"b.json"]);
        let service = arguments.service.map(|word| word.text);
        assert_eq!(service.as_deref(), Some("C:\\a"));
    }

    #[test]
    fn several_models_come_in_brackets() {
        let (arguments, _) = read(r#"["a.json", "b.json"], service = "ns#A""#);
        assert_eq!(texts(&arguments.models), ["a.json", "b.json"]);
        assert_eq!(
            arguments.service.map(|word| word.text).as_deref(),
            Some("ns#A")
        );
    }

    #[test]
    fn a_misspelt_key_is_reported_and_the_rest_is_parsed() {
        let (arguments, faults) = read(r#""a.json", operation = [Get], module = a"#);
        assert_eq!(
            faults,
            ["unknown argument `operation`\n  = help: did you mean `operations`?"]
        );
        assert_eq!(arguments.module.map(|word| word.text).as_deref(), Some("a"));
    }

    #[test]
    fn errors_say_what_was_expected() {
        for (source, fault) in [
            (
                "",
                "the path of a model is missing: `service!(\"models/<service>.json\")`",
            ),
            (
                "models",
                "expected the path of a model, in quotes, found `models`",
            ),
            ("\"a.json\" operations", "expected `,`, found `operations`"),
            (
                "\"a.json\", operations",
                "`operations` needs a value: `operations = …`",
            ),
            (
                "\"a.json\", operations = Get",
                "expected a list in brackets, found `Get`",
            ),
            (
                "\"a.json\", operations = [Get Put]",
                "expected `,`, found `Put`",
            ),
            (
                "\"a.json\", service = 1",
                "expected a name or a string, found `1`",
            ),
            ("\"a.json\", service b", "expected `=`, found `b`"),
            (
                "\"a.json\", [b]",
                "expected a name such as `operations`, found `[b]`",
            ),
            (
                "\"a.json\", operations = [Get, b\"a\"]",
                "expected a name or a string, found `b\"a\"`",
            ),
        ] {
            assert_eq!(read(source).1, [fault], "{source}");
        }
    }
}
