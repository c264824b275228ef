//! Threads that work while the one that asks goes on: each answer is fetched where it is needed, in whatever order
//! the work was done.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        mpsc::{self, TryRecvError},
    },
    thread::{self, Scope},
};

type Job<'scope> = Box<dyn FnOnce() + Send + 'scope>;

/// The threads that share some work. Whoever waits for an answer works too.
pub struct Crew<'scope> {
    jobs: Arc<Jobs<'scope>>,
    hands: usize,
}

/// What is to be done, and whether more may come.
#[derive(Default)]
struct Jobs<'scope> {
    waiting: Mutex<Waiting<'scope>>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting<'scope> {
    jobs: VecDeque<Job<'scope>>,
    /// How many have nothing to do.
    idle: usize,
    ended: bool,
}

/// What a piece of work will come to.
pub struct Answer<R>(mpsc::Receiver<thread::Result<R>>);

impl<'scope> Crew<'scope> {
    /// So many: the one that asks and others, who leave when the crew is dropped.
    pub fn of<'env>(hands: usize, scope: &'scope Scope<'scope, 'env>) -> Self {
        let jobs: Arc<Jobs<'scope>> = Arc::default();
        for _ in 1..hands {
            let jobs = Arc::clone(&jobs);
            scope.spawn(move || {
                while let Some(job) = jobs.next() {
                    job();
                }
            });
        }
        Self { jobs, hands: hands.max(1) }
    }

    /// Nobody but the one that asks.
    pub fn alone() -> Self {
        Self { jobs: Arc::default(), hands: 1 }
    }

    /// How many work together.
    pub fn hands(&self) -> usize {
        self.hands
    }

    /// Asks for a piece of work.
    pub fn ask<R: Send + 'scope>(&self, work: impl FnOnce() -> R + Send + 'scope) -> Answer<R> {
        let (send, receive) = mpsc::sync_channel(1);
        self.jobs.add(Box::new(move || {
            // the one that asked may have broken off: then nobody waits for the answer
            let _ = send.send(panic::catch_unwind(AssertUnwindSafe(work)));
        }));
        Answer(receive)
    }

    /// Waits for an answer, and does meanwhile what nobody else has begun. A panic of the work goes on here.
    pub fn fetch<R>(&self, answer: Answer<R>) -> R {
        let answered = loop {
            match answer.0.try_recv() {
                Ok(answered) => break answered,
                Err(TryRecvError::Disconnected) => panic!("each piece of work sends its answer"),
                Err(TryRecvError::Empty) => match self.jobs.take() {
                    Some(job) => job(),
                    None => break answer.0.recv().expect("each piece of work sends its answer"),
                },
            }
        };
        answered.unwrap_or_else(|cause| panic::resume_unwind(cause))
    }
}

impl Drop for Crew<'_> {
    fn drop(&mut self) {
        let mut waiting = self.jobs.waiting();
        waiting.jobs.clear();
        waiting.ended = true;
        let is_somebody_idle = waiting.idle > 0;
        drop(waiting);
        if is_somebody_idle {
            self.jobs.changed.notify_all();
        }
    }
}

impl<'scope> Jobs<'scope> {
    fn waiting(&self) -> MutexGuard<'_, Waiting<'scope>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, job: Job<'scope>) {
        let mut waiting = self.waiting();
        waiting.jobs.push_back(job);
        let is_somebody_idle = waiting.idle > 0;
        drop(waiting);
        // to wake somebody asks the system, even where nobody waits
        if is_somebody_idle {
            self.changed.notify_one();
        }
    }

    fn take(&self) -> Option<Job<'scope>> {
        self.waiting().jobs.pop_front()
    }

    /// The next one, once there is one; `None` where no more will come.
    fn next(&self) -> Option<Job<'scope>> {
        let mut waiting = self.waiting();
        loop {
            match waiting.jobs.pop_front() {
                Some(job) => return Some(job),
                None if waiting.ended => return None,
                None => {
                    waiting.idle += 1;
                    waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                    waiting.idle -= 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_for_what_was_asked() {
        for hands in [0, 1, 2, 4] {
            thread::scope(|scope| {
                let crew = Crew::of(hands, scope);
                let asked: Vec<Answer<usize>> = (0..100).map(|number| crew.ask(move || number * 2)).collect();
                let fetched: Vec<usize> = asked.into_iter().map(|answer| crew.fetch(answer)).collect();
                assert_eq!(fetched, (0..100).map(|number| number * 2).collect::<Vec<_>>());
            });
        }
    }

    #[test]
    fn a_panic_comes_to_the_one_that_asked() {
        let fetched = panic::catch_unwind(|| {
            thread::scope(|scope| {
                let crew = Crew::of(2, scope);
                let (sound, broken) = (crew.ask(|| 1), crew.ask(|| -> usize { panic!("at work") }));
                crew.fetch(sound) + crew.fetch(broken)
            })
        });
        assert!(fetched.is_err());
    }
}
