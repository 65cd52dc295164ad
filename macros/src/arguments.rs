//! The macro's arguments: `"path", key = value, …`. Knows tokens and nothing of models.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree, token_stream};
use tinsmith_codegen::suggest::closest;

use crate::fault::{Fault, with_help};
use crate::literal;

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

/// A name or string with its place.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// What the user wrote, as far as it can be read.
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

/// Reads the arguments; every fault is reported, and what is readable is kept.
pub(crate) fn parse(tokens: TokenStream, faults: &mut Vec<Fault>) -> Arguments {
    let mut arguments = Arguments::default();
    let mut tokens = tokens.into_iter();
    if let Err(fault) = parse_all(&mut tokens, &mut arguments, faults) {
        faults.push(fault);
    }
    if arguments.models.is_empty() && faults.is_empty() {
        let message = "the path of a model is missing: `service!(\"models/<service>.json\")`";
        faults.push(Fault::new(Span::call_site(), message));
    }
    arguments
}

fn parse_all(
    tokens: &mut token_stream::IntoIter,
    arguments: &mut Arguments,
    faults: &mut Vec<Fault>,
) -> Result<(), Fault> {
    let Some(first) = tokens.next() else {
        return Ok(());
    };
    arguments.models = match &first {
        TokenTree::Group(list) if list.delimiter() == Delimiter::Bracket => words(list)?,
        TokenTree::Literal(_) => vec![word(&first)?],
        other => return Err(expected("the path of a model, in quotes", other)),
    };
    while let Some(comma) = tokens.next() {
        punct(&comma, ',')?;
        let Some(key) = tokens.next() else { break };
        parse_pair(&key, tokens, arguments, faults)?;
    }
    Ok(())
}

fn parse_pair(
    key: &TokenTree,
    tokens: &mut token_stream::IntoIter,
    arguments: &mut Arguments,
    faults: &mut Vec<Fault>,
) -> Result<(), Fault> {
    let TokenTree::Ident(name) = key else {
        return Err(expected("a name such as `operations`", key));
    };
    let end = || Fault::new(key.span(), format!("`{name}` needs a value: `{name} = …`"));
    punct(&tokens.next().ok_or_else(end)?, '=')?;
    let value = tokens.next().ok_or_else(end)?;
    match name.to_string().as_str() {
        "operations" => arguments.operations = list(&value)?,
        "required" => arguments.required = list(&value)?,
        "optional" => arguments.optional = list(&value)?,
        "derive" => arguments.derives = list(&value)?,
        "service" => arguments.service = Some(word(&value)?),
        "protocol" => arguments.protocol = Some(word(&value)?),
        "module" => arguments.module = Some(word(&value)?),
        "config" => arguments.config = Some(word(&value)?),
        unknown => {
            let help = closest(unknown, KEYS).map(|near| format!("did you mean `{near}`?"));
            let help = help.or_else(|| Some(format!("these are known: {}", KEYS.join(", "))));
            let message = with_help(format!("unknown argument `{unknown}`"), help);
            faults.push(Fault::new(key.span(), message));
        }
    }
    Ok(())
}

fn list(value: &TokenTree) -> Result<Vec<Word>, Fault> {
    match value {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => words(group),
        other => Err(expected("a list in brackets", other)),
    }
}

fn words(group: &Group) -> Result<Vec<Word>, Fault> {
    let mut words = Vec::new();
    let mut tokens = group.stream().into_iter();
    while let Some(token) = tokens.next() {
        words.push(word(&token)?);
        if let Some(comma) = tokens.next() {
            punct(&comma, ',')?;
        }
    }
    Ok(words)
}

fn word(token: &TokenTree) -> Result<Word, Fault> {
    let text = match token {
        TokenTree::Ident(name) => Some(name.to_string()),
        TokenTree::Literal(written) => literal::text(written),
        // What a macro passes on comes wrapped.
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let mut inner = group.stream().into_iter();
            match (inner.next(), inner.next()) {
                (Some(only), None) => return word(&only),
                _ => None,
            }
        }
        _ => None,
    };
    let text = text.ok_or_else(|| expected("a name or a string", token))?;
    Ok(Word {
        text,
        span: token.span(),
    })
}

fn punct(token: &TokenTree, wanted: char) -> Result<(), Fault> {
    match token {
        TokenTree::Punct(found) if found.as_char() == wanted => Ok(()),
        other => Err(expected(&format!("`{wanted}`"), other)),
    }
}

fn expected(what: &str, found: &TokenTree) -> Fault {
    Fault::new(found.span(), format!("expected {what}, found `{found}`"))
}

#[cfg(test)]
mod tests {
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
    fn a_key_misspelt_is_named_and_the_rest_is_read() {
        let (arguments, faults) = read(r#""a.json", operation = [Get], module = a"#);
        assert_eq!(
            faults,
            ["unknown argument `operation`\n  = help: did you mean `operations`?"]
        );
        assert_eq!(arguments.module.map(|word| word.text).as_deref(), Some("a"));
    }

    #[test]
    fn what_is_expected_is_said() {
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
        ] {
            assert_eq!(read(source).1, [fault], "{source}");
        }
    }
}
