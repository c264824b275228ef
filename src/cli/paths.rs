//! Where paths lead.

use std::{
    env,
    path::{Component, Path, PathBuf},
};

/// A path from the root, links followed where there is something to follow.
pub(crate) fn plain(path: &Path) -> PathBuf {
    if let Ok(path) = path.canonicalize() {
        return path;
    }
    let from = env::current_dir().and_then(|folder| folder.canonicalize()).unwrap_or_default();
    from.join(path).components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
        plain
    })
}

/// A path from the root to what stands there itself, be it a link: only the links of its folder are followed.
pub(crate) fn unfollowed(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => plain(folder).join(name),
        _ => plain(path),
    }
}

/// Whether two paths lead to one place, which need not exist yet.
pub(crate) fn is_same_place(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| if path.exists() { plain(path) } else { unfollowed(path) };
    one == other || place(one) == place(other)
}
