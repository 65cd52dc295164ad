//! Members of lists, maps, structures, unions and enums.

use super::{Parser, implied};
use crate::diagnostic::Diagnostic;
use crate::syntax::idl::token::Kind;
use crate::syntax::idl::tree::{Member, Shape, Target, Trait};

/// The kind of members that a body has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// Names, with values.
    Enum,
    /// Any, with defaults.
    Structure,
    /// Any.
    Union,
    /// These, all of them.
    Exactly(&'static [&'static str]),
}

impl Body {
    /// The body of a shape that is neither an enum nor a service type.
    pub(super) fn of(kind: &str) -> Self {
        match kind {
            "map" => Self::Exactly(&["key", "value"]),
            "union" => Self::Union,
            "structure" => Self::Structure,
            _ => Self::Exactly(&["member"]),
        }
    }
}

impl<'s> Parser<'s, '_> {
    /// `{ members }`.
    pub(super) fn body(&mut self, shape: &mut Shape<'s>, body: Body) -> Option<()> {
        self.skip_whitespace();
        self.drop_docs();
        let open = self.expect(Kind::OpenBrace)?;
        loop {
            self.skip_whitespace();
            if self.at(Kind::CloseBrace) {
                break;
            }
            let docs = self.take_docs();
            let traits = self.traits(docs)?;
            self.drop_docs();
            if body != Body::Enum {
                self.check_closed(open)?;
            }
            let member = self.member(body, traits)?;
            self.add_member(shape, body, member);
        }
        self.drop_docs();
        self.next();
        Some(())
    }

    fn member(&mut self, body: Body, traits: Vec<Trait<'s>>) -> Option<Member<'s>> {
        let elided = body != Body::Enum && self.next_is(Kind::Dollar);
        let name = self.name()?;
        if elided {
            self.needs_version_2(name.at, "a member without a target");
        }
        let target = match body {
            Body::Enum => Target::None,
            _ if elided => Target::Elided,
            _ => {
                self.skip_spaces();
                self.expect(Kind::Colon)?;
                self.skip_spaces();
                Target::Given(self.id()?)
            }
        };
        let mut member = Member {
            name,
            target,
            traits,
        };
        self.assignment(body, &mut member)?;
        Some(member)
    }

    /// `= value`, if it is there: the value of an enum's member, the default of any other.
    fn assignment(&mut self, body: Body, member: &mut Member<'s>) -> Option<()> {
        self.skip_spaces();
        let equal = self.token;
        if body == Body::Enum && self.at(Kind::Colon) {
            let help = "the value of an enum's member follows a `=`";
            return self.unexpected_with("a member", Some(help.to_owned()));
        }
        if !self.next_is(Kind::Equal) {
            return Some(());
        }
        let id = match body {
            Body::Enum => "smithy.api#enumValue",
            _ => "smithy.api#default",
        };
        match body {
            Body::Enum => {}
            Body::Structure => self.needs_version_2(equal.start, "a default"),
            Body::Union | Body::Exactly(_) => {
                self.report(equal.start, "only members of structures have defaults");
            }
        }
        self.skip_spaces();
        let value = self.value()?;
        member.traits.push(implied(id, value.at, Some(value)));
        self.line_end_after("a value ends its line: continue on the next one")
    }

    fn add_member(&mut self, shape: &mut Shape<'s>, body: Body, member: Member<'s>) {
        let name = member.name;
        if let Body::Exactly(names) = body {
            if !names.contains(&name.text) {
                let fault = format!("a {} has no member `{}`", shape.kind.text, name.text);
                let help = format!("write {}", quoted(names));
                self.report_with_help(name.at, fault, &help);
                return;
            }
        }
        let known = shape
            .members
            .iter()
            .find(|known| known.name.text == name.text);
        if let Some(known) = known {
            let fault = Diagnostic::error(format!("two members are called `{}`", name.text))
                .at(&self.location(name.at))
                .note("the first is at", &self.location(known.name.at));
            return self.diagnostics.push(fault);
        }
        shape.members.push(member);
    }
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(" and ")
}
