//! The program: hands its arguments to [`xianzhi::cli`] and exits.

use std::process::ExitCode;

fn main() -> ExitCode {
    xianzhi::cli::run(std::env::args_os())
}
