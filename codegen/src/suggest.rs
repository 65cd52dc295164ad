//! "Did you mean": the nearest of the names that exist. Knows only strings.

/// The way out for an unknown `name`: `` did you mean `Nearest`? ``, or nothing if no
/// candidate is near enough.
pub fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    closest(name, candidates).map(|nearest| format!("did you mean `{nearest}`?"))
}

/// The candidate with the least edit distance from `name`, ignoring case, if at most a
/// third of the name differs; the alphabetically first among equals.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    let limit = (wanted.len() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let found: Vec<char> = candidate.to_lowercase().chars().collect();
            let near = found.len().abs_diff(wanted.len()) <= limit;
            let distance = near.then(|| edit_distance(&wanted, &found))?;
            (distance <= limit).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions and replacements between two words.
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(b) {
            let replaced = diagonal + usize::from(from != to);
            diagonal = *cell;
            left = replaced.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn one_letter_added_dropped_or_changed_is_near() {
        for typo in ["ListExport", "ListExportss", "ListExporte", "listexports"] {
            assert_eq!(
                closest(typo, ["DescribeExport", "ListExports"]),
                Some("ListExports")
            );
        }
    }

    #[test]
    fn more_than_a_third_of_the_letters_is_far() {
        assert_eq!(closest("Get", ["Put"]), None);
        assert_eq!(closest("", ["Put"]), None);
    }

    #[test]
    fn of_equally_near_names_the_first_by_alphabet_is_taken() {
        assert_eq!(closest("GetB", ["GetC", "GetA"]), Some("GetA"));
    }
}
