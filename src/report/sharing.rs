//! Work shared by several threads, with the results in the order of what they were made of.

use std::{panic, thread};

/// Fewer are not worth a thread.
const LEAST: usize = 16;

/// What becomes of each item.
pub(super) fn share<T: Send, R: Send>(items: Vec<T>, threads: usize, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    if threads < 2 || items.len() < LEAST {
        return items.into_iter().map(work).collect();
    }
    let each = items.len().div_ceil(threads);
    let mut items = items.into_iter();
    let mut parts: Vec<Vec<T>> = (0..threads).map(|_| items.by_ref().take(each).collect()).collect();
    let own = parts.remove(0);
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = parts
            .into_iter()
            .map(|part| scope.spawn(move || part.into_iter().map(work).collect::<Vec<R>>()))
            .collect();
        let mut results: Vec<R> = own.into_iter().map(work).collect();
        for other in others {
            results.extend(other.join().unwrap_or_else(|cause| panic::resume_unwind(cause)));
        }
        results
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_stays() {
        for (length, threads) in [(0, 4), (3, 4), (16, 1), (16, 3), (1000, 7)] {
            let items: Vec<usize> = (0..length).collect();
            assert_eq!(share(items.clone(), threads, |item| item), items);
        }
    }
}
