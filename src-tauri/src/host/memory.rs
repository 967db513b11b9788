//! What a crash leaves behind: not the program's memory, in which credentials are while they are used.

/// Forbids core dumps, of this program and of those it starts: the web view's processes hold what is being typed.
///
/// A dump that a person makes by hand, a computer's sleep on disk and its swap are outside of our reach; so is the error
/// reporting of Windows. Making the process not dumpable (`PR_SET_DUMPABLE`) would also keep other programs of the same
/// person from looking into it, but the desktop's portals refuse to serve such a process.
pub(crate) fn forbid_dumps() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Linux does not hold a limit of nothing against a program that collects crashes (a pipe in the core pattern), but
        // that of one byte, which is too small for a file as well: core(5), and `coredump_pipe` of the kernel.
        let least = if cfg!(target_os = "linux") { 1 } else { 0 };
        // A limit may always be lowered; should a system refuse it all the same, the counter must open.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(least), maximum: Some(least) });
    }
}
