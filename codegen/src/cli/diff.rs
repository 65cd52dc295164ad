//! Two texts compared line by line, as `diff -u` prints them.

/// Lines shown before and after a change.
const CONTEXT: usize = 2;

/// Lines shown of one file; more would hide the other files.
const MOST: usize = 40;

/// Beyond this many pairs of lines the middle of two texts is not aligned any more.
const ALIGNED: usize = 4_000_000;

/// One line of a comparison.
#[derive(Clone, Copy, PartialEq)]
enum Line<'a> {
    Same(&'a str),
    Removed(&'a str),
    Added(&'a str),
}

/// The changes from `old` to `new`, with some lines of context; empty if they are equal.
pub(super) fn diff(old: &str, new: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let lines = compare(&old, &new);
    let changed: Vec<_> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !matches!(line, Line::Same(_)))
        .map(|(at, _)| at)
        .collect();
    let near = |at: usize| {
        let next = changed.partition_point(|change| change + CONTEXT < at);
        changed
            .get(next)
            .is_some_and(|change| *change <= at + CONTEXT)
    };
    render(&lines, near)
}

fn render(lines: &[Line<'_>], shown: impl Fn(usize) -> bool) -> String {
    let mut out = String::new();
    let (mut number, mut printed, mut gap) = (1, 0, true);
    for (at, line) in lines.iter().enumerate() {
        let (mark, text) = match line {
            Line::Same(text) => (' ', text),
            Line::Removed(text) => ('-', text),
            Line::Added(text) => ('+', text),
        };
        if !shown(at) {
            gap = true;
        } else if printed < MOST {
            if gap {
                out.extend(["@@ line ", &number.to_string(), " @@\n"]);
            }
            gap = false;
            printed += 1;
            out.push_str(format!("{mark}{text}").trim_end());
            out.push('\n');
        } else {
            printed += 1;
        }
        number += usize::from(!matches!(line, Line::Added(_)));
    }
    if printed > MOST {
        out.extend(["… ", &(printed - MOST).to_string(), " more lines\n"]);
    }
    out
}

/// Aligns the lines: the common beginning and end first, then the middle.
fn compare<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (head, old) = old.split_at(start);
    let (_, new) = new.split_at(start);
    let end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old, tail) = old.split_at(old.len() - end);
    let (new, _) = new.split_at(new.len() - end);
    let same = |lines: &[&'a str]| {
        lines
            .iter()
            .map(|line| Line::Same(line))
            .collect::<Vec<_>>()
    };
    let mut lines = same(head);
    if old.len().saturating_mul(new.len()) > ALIGNED {
        lines.extend(old.iter().map(|line| Line::Removed(line)));
        lines.extend(new.iter().map(|line| Line::Added(line)));
    } else {
        lines.extend(align(old, new));
    }
    lines.extend(same(tail));
    lines
}

/// A longest common subsequence, by dynamic programming.
fn align<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Line<'a>> {
    let width = new.len() + 1;
    // The length of the longest common subsequence of the rests from (row, column) on.
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    let get = |longest: &[u32], index: usize| longest.get(index).copied().unwrap_or_default();
    for (row, a) in old.iter().enumerate().rev() {
        for (column, b) in new.iter().enumerate().rev() {
            let down = get(&longest, at(row + 1, column));
            let right = get(&longest, at(row, column + 1));
            let both = get(&longest, at(row + 1, column + 1)) + 1;
            if let Some(cell) = longest.get_mut(at(row, column)) {
                *cell = if a == b { both } else { down.max(right) };
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    let mut lines = Vec::new();
    loop {
        match (old.get(row), new.get(column)) {
            (Some(a), Some(b)) if a == b => {
                lines.push(Line::Same(a));
                (row, column) = (row + 1, column + 1);
            }
            (Some(a), b) => {
                let down = get(&longest, at(row + 1, column)) >= get(&longest, at(row, column + 1));
                match b {
                    Some(b) if !down => {
                        lines.push(Line::Added(b));
                        column += 1;
                    }
                    _ => {
                        lines.push(Line::Removed(a));
                        row += 1;
                    }
                }
            }
            (None, Some(b)) => {
                lines.push(Line::Added(b));
                column += 1;
            }
            (None, None) => return lines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::diff;

    fn numbered(lines: &[&str]) -> String {
        lines.iter().flat_map(|line| [line, "\n"]).collect()
    }

    #[test]
    fn equal_texts_differ_in_nothing() {
        assert_eq!(diff("a\nb\n", "a\nb\n"), "");
    }

    #[test]
    fn a_changed_line_is_shown_between_its_neighbours() {
        let old = numbered(&["1", "2", "3", "4", "5", "6", "7"]);
        let new = old.replace('4', "four");
        assert_eq!(
            diff(&old, &new),
            "@@ line 2 @@\n 2\n 3\n-4\n+four\n 5\n 6\n"
        );
    }

    #[test]
    fn changes_far_apart_are_shown_apart() {
        let old = numbered(&["1", "2", "3", "4", "5", "6", "7", "8"]);
        let new = old.replace("1\n", "").replace('8', "8\n9");
        assert_eq!(
            diff(&old, &new),
            "@@ line 1 @@\n-1\n 2\n 3\n@@ line 7 @@\n 7\n 8\n+9\n"
        );
    }

    #[test]
    fn a_long_difference_is_cut() {
        let new = "line\n".repeat(100);
        let text = diff("", &new);
        assert_eq!(text.lines().count(), 42);
        assert!(text.ends_with("… 60 more lines\n"));
    }
}
