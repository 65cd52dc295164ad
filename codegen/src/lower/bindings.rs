//! The traits about where and how values travel; a protocol reads only some of them.

use super::Context;
use crate::ir::{Binding, Protocol, Trait, Xml, XmlNamespace};
use crate::model::traits::Traits;
use crate::model::{Member, Node, ShapeId};

impl Context<'_> {
    /// Of a shape, on its schema.
    pub(super) fn shape_bindings(&self, traits: &Traits) -> Vec<Trait> {
        let mut list = self.of_both(traits);
        list.extend(traits.requires_length().then_some(Trait::RequiresLength));
        list
    }

    /// Of a member, on its edge.
    pub(super) fn member_bindings(&self, owner: &ShapeId, member: &Member) -> Vec<Trait> {
        let traits = &member.traits;
        let mut list = self.of_both(traits);
        list.extend(self.http_binding(owner, traits).map(Trait::Binding));
        let name = |name: Option<&str>, reads: bool, spell: fn(String) -> Trait| {
            name.filter(|_| reads).map(|name| spell(name.to_owned()))
        };
        let json = self.protocol.renames_in_json();
        list.extend(name(traits.json_name(), json, Trait::JsonName));
        let ec2 = self.protocol == Protocol::Ec2Query;
        list.extend(name(traits.ec2_query_name(), ec2, Trait::Ec2QueryName));
        let xml = self.protocol.has_xml();
        let attribute = (xml && traits.xml_attribute()).then_some(Xml::Attribute);
        let flattened = (xml && traits.xml_flattened()).then_some(Xml::Flattened);
        list.extend(attribute.into_iter().chain(flattened).map(Trait::Xml));
        list.extend(traits.event_header().then_some(Trait::EventHeader));
        list.extend(traits.event_payload().then_some(Trait::EventPayload));
        list.extend(self.input_default(owner, member));
        list
    }

    /// `smithy.api#xmlNamespace`, where the protocol has XML.
    pub(super) fn xml_namespace(&self, traits: &Traits) -> Option<XmlNamespace> {
        let namespace = traits.xml_namespace();
        let namespace = namespace.filter(|_| self.protocol.has_xml())?;
        Some(XmlNamespace {
            uri: namespace.uri.clone(),
            prefix: namespace.prefix.clone(),
        })
    }

    /// The traits that shapes and members can have.
    fn of_both(&self, traits: &Traits) -> Vec<Trait> {
        let mut list = Vec::new();
        let media_type = traits.media_type();
        let media_type = media_type.filter(|_| self.protocol.binds_http());
        list.extend(media_type.map(|it| Trait::MediaType(it.to_owned())));
        let xml_name = traits.xml_name().filter(|_| self.protocol.has_xml());
        let xml_name = xml_name.map(|it| Xml::Name(it.to_owned()));
        let namespace = self.xml_namespace(traits).map(Xml::Namespace);
        list.extend(xml_name.into_iter().chain(namespace).map(Trait::Xml));
        list.extend(traits.streaming().then_some(Trait::Streaming));
        list
    }

    /// Where a member of an input, output or error travels. Bindings of the other direction do
    /// not count, nor do those of structures inside (Smithy 2.0, "HTTP bindings").
    pub(super) fn http_binding(&self, owner: &ShapeId, traits: &Traits) -> Option<Binding> {
        let request = !self.usage.inputs(owner).is_empty();
        let response = self.usage.is_output(owner) || self.usage.is_error(owner);
        if !self.protocol.binds_http() || !(request || response) {
            return None;
        }
        let header = |name: &str| Binding::Header(name.to_lowercase());
        let prefix = |name: &str| Binding::PrefixHeaders(name.to_lowercase());
        let query = |name: &str| Binding::Query(name.to_owned());
        let of_any = [
            traits.http_header().map(header),
            traits.http_prefix_headers().map(prefix),
            traits.http_payload().then_some(Binding::Payload),
        ];
        let of_request = [
            traits.http_label().then_some(Binding::Label),
            traits.http_query().map(query),
            traits.http_query_params().then_some(Binding::QueryParams),
        ];
        let code = traits.http_response_code();
        let code = (code && response).then_some(Binding::ResponseCode);
        let of_request = of_request.into_iter().flatten().filter(|_| request);
        let mut all = of_any.into_iter().flatten().chain(of_request).chain(code);
        all.next()
    }

    /// The default that services fill in if a request leaves the member out; streams have none.
    fn input_default(&self, owner: &ShapeId, member: &Member) -> Option<Trait> {
        if self.usage.inputs(owner).is_empty() || self.is_stream(member) {
            return None;
        }
        let default = member.traits.default_value();
        let default = default.filter(|node| **node != Node::Null)?;
        Some(Trait::InputDefault(default.to_json()))
    }
}
