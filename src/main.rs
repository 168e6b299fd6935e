//! The program: hands its arguments to [`xianzhi::cli`] and exits.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A build makes and drops many small texts on all threads; the system's allocator takes a third of its time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    xianzhi::cli::run(std::env::args_os())
}
