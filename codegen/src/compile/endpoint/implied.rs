//! Removes decisions whose answer is already known on every path to them.
//!
//! Every condition is a pure function of the parameters, so that a second evaluation on a path
//! gives the same answer.

use std::collections::{BTreeMap, HashMap};

use super::Next;
use super::graph::Graph;

/// Rounds of leaving out; each may show more, and most rule sets are done after two.
const MAX_ROUNDS: usize = 8;

/// Answers that are known, by condition.
type Answers = BTreeMap<usize, bool>;

/// The root of the same diagram without decisions that are decided already.
pub(super) fn leave_out(graph: &mut Graph, root: Next) -> Next {
    let mut root = root;
    for _ in 0..MAX_ROUNDS {
        let before = root;
        root = round(graph, root);
        if root == before {
            break;
        }
    }
    root
}

fn round(graph: &mut Graph, root: Next) -> Next {
    let order = topological(graph, root);
    let mut known: HashMap<Next, Answers> = HashMap::from([(root, Answers::new())]);
    let mut edges: HashMap<Next, [Next; 2]> = HashMap::new();
    for at in &order {
        // The predecessors may have been removed.
        let (Some(answers), Some(decision)) = (known.remove(at), graph.decision(*at)) else {
            continue;
        };
        let mut follow = |to: Next, answer: bool| {
            let mut answers = answers.clone();
            answers.insert(decision.condition, answer);
            let to = skip(graph, to, &answers);
            meet(&mut known, to, answers);
            to
        };
        let yes = follow(decision.yes, true);
        let no = follow(decision.no, false);
        edges.insert(*at, [yes, no]);
    }
    rebuild(graph, root, &order, &edges)
}

/// The first decision from `next` on whose answer is not known.
fn skip(graph: &Graph, next: Next, answers: &Answers) -> Next {
    let mut next = next;
    while let Some(decision) = graph.decision(next) {
        match answers.get(&decision.condition) {
            Some(true) => next = decision.yes,
            Some(false) => next = decision.no,
            None => break,
        }
    }
    next
}

/// Keeps only those answers known at `to` that are also known on this path.
fn meet(known: &mut HashMap<Next, Answers>, to: Next, answers: Answers) {
    match known.get_mut(&to) {
        Some(so_far) => so_far.retain(|condition, answer| answers.get(condition) == Some(answer)),
        None => _ = known.insert(to, answers),
    }
}

/// The diagram with other edges, put together from its ends.
fn rebuild(
    graph: &mut Graph,
    root: Next,
    order: &[Next],
    edges: &HashMap<Next, [Next; 2]>,
) -> Next {
    let mut rebuilt: HashMap<Next, Next> = HashMap::new();
    for at in order.iter().rev() {
        let (Some([yes, no]), Some(decision)) = (edges.get(at), graph.decision(*at)) else {
            continue;
        };
        let new = |next: &Next| rebuilt.get(next).copied().unwrap_or(*next);
        let decided = graph.decide(decision.condition, new(yes), new(no));
        rebuilt.insert(*at, decided);
    }
    rebuilt.get(&root).copied().unwrap_or(root)
}

/// All decisions reachable from `root`, each before its successors.
pub(super) fn topological(graph: &Graph, root: Next) -> Vec<Next> {
    let mut finished = Vec::new();
    let mut seen = vec![false; graph.len()];
    let mut open = vec![(root, false)];
    while let Some((at, is_done)) = open.pop() {
        if is_done {
            finished.push(at);
            continue;
        }
        let (Next::Decision(index), Some(decision)) = (at, graph.decision(at)) else {
            continue;
        };
        let Some(seen) = seen.get_mut(index).filter(|seen| !**seen) else {
            continue;
        };
        *seen = true;
        open.push((at, true));
        open.push((decision.no, false));
        open.push((decision.yes, false));
    }
    finished.reverse();
    finished
}
