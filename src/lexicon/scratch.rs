//! Memory that is used again from text to text, and given back behind a text that needed much.

/// How much memory a list keeps for the next text, in bytes: enough for a part of a usual text.
const KEPT_BYTES: usize = 1 << 20;

/// Gives back the memory of a list that has grown beyond what most texts need. The list is empty
/// then.
pub(crate) fn trim<T>(list: &mut Vec<T>) {
    if list.capacity() * size_of::<T>() > KEPT_BYTES {
        *list = Vec::new();
    }
}

/// The same for a text.
pub(crate) fn trim_text(text: &mut String) {
    text.clear();
    if text.capacity() > KEPT_BYTES {
        *text = String::new();
    }
}
