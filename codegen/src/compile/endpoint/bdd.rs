//! Binary decision diagrams, the other form in which models have endpoint rules.
//!
//! Nodes are triples of 32-bit numbers, big-endian: a condition and where yes and no lead. A
//! number from [`RESULTS`] on leads to a result, ±1 to no endpoint, any other to the node of the
//! number before it, with yes and no exchanged if it is negative.
//!
//! Source: Smithy 2.0, "Rules engine specification", trait `smithy.rules#endpointBdd`.

use crate::model::Node as Value;

use super::expr::Lowering;
use super::graph::Graph;
use super::node::Node;
use super::possible::Known;
use super::rules::{End, Rule};
use super::{Next, Outcome};
use crate::util::base64;

/// The number of the first result; the number before it means no result.
const RESULTS: i32 = 100_000_001;

/// A condition in the graph.
struct Asked {
    index: usize,
    /// Whether it holds, where that is known.
    holds: Option<bool>,
}

/// A diagram on its way into a graph.
struct Reading {
    /// The decision that each node became, as it is and with yes and no exchanged.
    nodes: Vec<Option<[Next; 2]>>,
    results: Vec<Next>,
    exhausted: Next,
}

impl Lowering {
    /// Lowers `smithy.rules#endpointBdd`.
    pub(super) fn diagram(&mut self, root: &Node<'_>, known: Known) -> Option<(Graph, Next)> {
        self.is_proven = true;
        let mut graph = Graph::new(known);
        let (asked, variables) = self.asked(root, &mut graph)?;
        let mut results = Vec::new();
        let array = self.array_of(root, "results")?;
        for result in array.items().into_iter().flatten() {
            results.push(self.result(&result, &mut graph, &variables)?);
        }
        let nodes = self.nodes(root)?;
        let mut reading = Reading {
            nodes: vec![None; nodes.len()],
            results,
            exhausted: graph.outcome(Outcome::Exhausted),
        };
        let missing = |reference: i32| {
            format!("`nodes` has no `{reference}` after the node that refers to it")
        };
        if let Err(reference) = reading.read(&nodes, &asked, &mut graph) {
            self.report(root, missing(reference));
            return None;
        }
        let start = root.value.get("root").and_then(Value::as_integer);
        let start = start.and_then(|start| i32::try_from(start).ok());
        let Some(start) = start.filter(|start| *start == -1 || *start > 0) else {
            self.report(root, "`root` is required, and must be the number of a node");
            return None;
        };
        let Some(start) = reading.follow(start) else {
            self.report(root, missing(start));
            return None;
        };
        Some((graph, start))
    }

    /// The conditions, and the variables of the graph by those in scope.
    fn asked(&mut self, root: &Node<'_>, graph: &mut Graph) -> Option<(Vec<Asked>, Vec<usize>)> {
        let mut asked = Vec::new();
        let mut variables: Vec<usize> = (0..graph.known.len()).collect();
        let array = self.array_of(root, "conditions")?;
        for condition in array.items().into_iter().flatten() {
            let clause = self.condition(&condition)?;
            let value = graph.known.fill(&clause.value.renamed(&variables));
            let holds = graph.known.holds(&value);
            let index = if clause.assign {
                let (index, variable) = graph.assigning(value);
                variables.push(variable);
                index
            } else {
                graph.condition(value)
            };
            asked.push(Asked {
                index,
                // One that assigns has to be asked for its value.
                holds: holds.filter(|holds| !(*holds && clause.assign)),
            });
        }
        Some((asked, variables))
    }

    fn result(&mut self, node: &Node<'_>, graph: &mut Graph, variables: &[usize]) -> Option<Next> {
        let Rule { conditions, end } = self.rule_in_scope(node)?;
        if !conditions.is_empty() {
            self.report(node, "a result must have no `conditions`");
            return None;
        }
        let outcome = match end {
            End::Endpoint(endpoint) => Outcome::Endpoint(endpoint),
            End::Error(message) => Outcome::Error(message),
            End::Tree(_) => {
                self.report(node, "a result is an `endpoint` or an `error`");
                return None;
            }
        };
        let outcome = outcome.map(&|expr| graph.known.fill(&expr.renamed(variables)));
        Some(graph.outcome(outcome))
    }

    fn nodes(&mut self, root: &Node<'_>) -> Option<Vec<[i32; 3]>> {
        let bytes = base64::decode(self.text_of(root, "nodes")?);
        let count = root.value.get("nodeCount").and_then(Value::as_integer);
        let numbers = bytes.map(|bytes| {
            let numbers = bytes.chunks_exact(4).filter_map(|it| it.try_into().ok());
            let numbers: Vec<i32> = numbers.map(i32::from_be_bytes).collect();
            (bytes.len(), numbers)
        });
        let whole = numbers
            .filter(|(length, _)| length % 12 == 0 && count == i64::try_from(length / 12).ok());
        let Some((_, numbers)) = whole else {
            let form = "12 bytes for each of `nodeCount` nodes, in base64";
            self.report(root, format!("`nodes` must be {form}"));
            return None;
        };
        let triples = numbers.chunks_exact(3).filter_map(|it| it.try_into().ok());
        Some(triples.collect())
    }
}

impl Reading {
    /// Adds the nodes to `graph`, last conditions first, since nodes lead to later conditions. The
    /// error is a reference that does not.
    fn read(&mut self, nodes: &[[i32; 3]], asked: &[Asked], graph: &mut Graph) -> Result<(), i32> {
        // The first one only means that there is no endpoint.
        let mut order: Vec<(usize, [i32; 3])> = nodes.iter().copied().enumerate().skip(1).collect();
        order.sort_by_key(|(_, [condition, ..])| std::cmp::Reverse(*condition));
        for (index, [condition, yes, no]) in order {
            let place = usize::try_from(condition).ok();
            let asked = place.and_then(|place| asked.get(place)).ok_or(condition)?;
            let yes = self.follow(yes).ok_or(yes)?;
            let no = self.follow(no).ok_or(no)?;
            let both = match asked.holds {
                Some(true) => [yes, no],
                Some(false) => [no, yes],
                None => [
                    graph.decide(asked.index, yes, no),
                    graph.decide(asked.index, no, yes),
                ],
            };
            if let Some(node) = self.nodes.get_mut(index) {
                *node = Some(both);
            }
        }
        Ok(())
    }

    /// The target of a reference, if it has been read.
    fn follow(&self, reference: i32) -> Option<Next> {
        let result = reference - RESULTS;
        if result >= 0 {
            return self.results.get(usize::try_from(result).ok()?).copied();
        }
        if reference.unsigned_abs() == 1 || result == -1 {
            return Some(self.exhausted);
        }
        let index = usize::try_from(reference.unsigned_abs())
            .ok()?
            .checked_sub(1)?;
        let [as_it_is, exchanged] = (*self.nodes.get(index)?)?;
        Some(if reference < 0 { exchanged } else { as_it_is })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::{Next, Possible, lower};

    /// A diagram with the parameters `A` and `B`, a condition on each, and three results.
    fn diagram(nodes: &[[i32; 3]], root: i32) -> Value {
        let flag = json!({"type": "boolean", "required": true});
        let asked = |name: &str| json!({"fn": "booleanEquals", "argv": [{"ref": name}, true]});
        let error = |text: &str| json!({"type": "error", "conditions": [], "error": text});
        let bytes: Vec<u8> = nodes
            .iter()
            .flatten()
            .flat_map(|it| it.to_be_bytes())
            .collect();
        json!({
            "version": "1.1",
            "parameters": {"A": flag, "B": flag},
            "conditions": [asked("A"), asked("B")],
            "results": [error("0"), error("1"), error("2")],
            "root": root,
            "nodes": encode(&bytes),
            "nodeCount": nodes.len(),
        })
    }

    fn encode(bytes: &[u8]) -> String {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digits = bytes.chunks(3).flat_map(|group| {
            let bits = group
                .iter()
                .fold(0, |bits, byte| bits << 8 | usize::from(*byte));
            [18, 12, 6, 0].map(|shift| char::from(alphabet[bits >> shift & 63]))
        });
        digits.collect()
    }

    fn refusal(diagram: &Value) -> String {
        let mut errors = lower(&diagram.to_string(), &|_| Possible::Any).unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors.remove(0).message
    }

    const END: [i32; 3] = [-1, 1, -1];
    const RESULT: i32 = super::RESULTS;

    #[test]
    fn negative_reference_exchanges_yes_and_no() {
        let nodes = [END, [0, -3, RESULT], [1, RESULT + 1, RESULT + 2]];
        let rules = lower(&diagram(&nodes, 2).to_string(), &|_| Possible::Any).unwrap();
        let [first, second] = rules.decisions.as_slice() else {
            panic!("{:?}", rules.decisions);
        };
        assert_eq!(first.yes, Next::Decision(1));
        let text = |next| match next {
            Next::Outcome(index) => format!("{:?}", rules.outcomes[index]),
            Next::Decision(_) => panic!("a decision"),
        };
        assert!(text(second.yes).contains("\"2\""), "{:?}", rules.outcomes);
        assert!(text(second.no).contains("\"1\""), "{:?}", rules.outcomes);
    }

    #[test]
    fn diagrams_that_make_no_sense_are_refused() {
        let missing =
            |reference| format!("`nodes` has no `{reference}` after the node that refers to it");
        let itself = diagram(&[END, [0, 2, RESULT]], 2);
        assert_eq!(refusal(&itself), missing(2));
        let no_result = diagram(&[END, [0, RESULT + 3, RESULT]], 2);
        assert_eq!(refusal(&no_result), missing(RESULT + 3));
        let no_condition = diagram(&[END, [2, RESULT, RESULT]], 2);
        assert_eq!(refusal(&no_condition), missing(2));
        let root = "`root` is required, and must be the number of a node";
        assert_eq!(refusal(&diagram(&[END], -5)), root);
        let mut short = diagram(&[END], 1);
        short["nodeCount"] = json!(2);
        let form = "`nodes` must be 12 bytes for each of `nodeCount` nodes, in base64";
        assert_eq!(refusal(&short), form);
    }
}
