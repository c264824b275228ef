//! The fenced blocks of a document.

/// The fenced blocks of a page: line, what stands behind the fence, content.
pub(crate) fn fences(text: &str) -> Vec<(usize, String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    for (at, line) in text.lines().enumerate() {
        match (open.take(), line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((at + 1, info.trim().to_owned(), String::new())),
            (None, None) => {}
            (Some(block), Some(_)) => found.push(block),
            (Some((start, info, mut content)), None) => {
                content.push_str(line);
                content.push('\n');
                open = Some((start, info, content));
            }
        }
    }
    assert!(open.is_none(), "a block is never closed: {open:?}");
    found
}
