//! What accessors of generated structures return: the value of a field, borrowed in the form that
//! callers read it in.

/// A field that an accessor returns as a `T`.
pub trait Borrowed<'a, T> {
    /// The value: a copy, a reference or a slice.
    fn borrowed(&'a self) -> T;
}

impl<T: Copy> Borrowed<'_, T> for T {
    #[inline]
    fn borrowed(&self) -> T {
        *self
    }
}

impl<'a, T> Borrowed<'a, &'a T> for T {
    #[inline]
    fn borrowed(&'a self) -> &'a T {
        self
    }
}

impl<'a, T> Borrowed<'a, &'a T> for Box<T> {
    #[inline]
    fn borrowed(&'a self) -> &'a T {
        self
    }
}

impl<'a, T> Borrowed<'a, Option<&'a T>> for Option<T> {
    #[inline]
    fn borrowed(&'a self) -> Option<&'a T> {
        self.as_ref()
    }
}

impl<'a, T> Borrowed<'a, Option<&'a T>> for Option<Box<T>> {
    #[inline]
    fn borrowed(&'a self) -> Option<&'a T> {
        self.as_deref()
    }
}

impl<'a> Borrowed<'a, &'a str> for String {
    #[inline]
    fn borrowed(&'a self) -> &'a str {
        self
    }
}

impl<'a> Borrowed<'a, Option<&'a str>> for Option<String> {
    #[inline]
    fn borrowed(&'a self) -> Option<&'a str> {
        self.as_deref()
    }
}

impl<'a, T> Borrowed<'a, &'a [T]> for Vec<T> {
    #[inline]
    fn borrowed(&'a self) -> &'a [T] {
        self
    }
}

impl<'a, T> Borrowed<'a, &'a [T]> for Option<Vec<T>> {
    #[inline]
    fn borrowed(&'a self) -> &'a [T] {
        self.as_deref().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Borrowed;

    #[test]
    fn an_absent_list_is_empty() {
        let list: &[i32] = None::<Vec<i32>>.borrowed();
        assert!(list.is_empty());
        let numbers = Some(vec![1, 2]);
        let list: &[i32] = numbers.borrowed();
        assert_eq!(list, [1, 2]);
    }

    #[test]
    fn texts_are_borrowed_and_small_values_are_copied() {
        let name = Some("a".to_owned());
        let text: Option<&str> = name.borrowed();
        assert_eq!(text, Some("a"));
        let number: Option<i32> = Some(1).borrowed();
        assert_eq!(number, Some(1));
        let on_the_heap = Some(Box::new("b".to_owned()));
        let boxed: Option<&String> = on_the_heap.borrowed();
        assert_eq!(boxed.map(String::as_str), Some("b"));
    }
}
