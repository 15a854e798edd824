//! Keeps one document's panic from ending a run of millions.

use std::{
    cell::{Cell, RefCell},
    env,
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    sync::Once,
};

thread_local! {
    /// Whether this thread is in [`guarded`].
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// The message of the last panic there.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From now on a panic in [`guarded`] prints nothing, unless the user asks for a backtrace.
pub fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if GUARDED.get() {
                SAID.set(one_line(info));
            }
            if !GUARDED.get() || env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0") {
                usual(info);
            }
        }));
    });
}

/// Runs `work`. If it panics, returns the reason in one line; its data may then be half changed.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    result.map_err(|_| {
        format!(
            "gazetag panicked{}: please report this as a bug, with the text if you can",
            SAID.take()
        )
    })
}

fn one_line(info: &PanicHookInfo<'_>) -> String {
    let at = info.location().map(|location| format!(" at {location}")).unwrap_or_default();
    let said =
        info.payload_as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{at} ({said})")
}

#[cfg(test)]
mod tests {
    use super::{guarded, keep_quiet};

    #[test]
    fn a_panic_becomes_one_line() {
        keep_quiet();
        assert_eq!(guarded(|| 7), Ok(7));
        let cases: [(&str, fn(), &str); 3] = [
            ("a text", || panic!("out\nof luck"), "(out of luck): please report"),
            (
                "values",
                || assert_eq!(1, "2".len() + 1, "sizes"),
                "(assertion `left == right` failed: sizes left: 1 right: 2)",
            ),
            ("a sliced character", || drop("é"["x".len()..].to_owned()), "is not a char boundary"),
        ];
        for (case, work, expected) in cases {
            let told = guarded(work).expect_err("it panics");
            assert!(
                told.starts_with("gazetag panicked at src") && told.contains(expected),
                "{case}: {told}"
            );
            assert!(!told.contains('\n'), "{case}: {told}");
        }
    }
}
