//! Time, processor time and memory, of this process and of others.

use std::time::{Duration, Instant};

/// What a stopwatch shows.
#[expect(clippy::disallowed_methods, reason = "the stopwatch of the benches")]
pub fn now() -> Instant {
    Instant::now()
}

/// The machine's clock, epoch ms.
#[expect(clippy::disallowed_methods, reason = "clients say when an answer was given")]
pub fn epoch_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
}

pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// Processor time of a process so far, without its children's, ms; exact to the nanosecond. 0 for one that is gone.
#[expect(unsafe_code, reason = "std has no clock of another process")]
pub fn cpu_ms(pid: u32) -> f64 {
    let (mut clock, mut time) = (0, libc::timespec { tv_sec: 0, tv_nsec: 0 });
    // SAFETY: both calls only write to what they are given, which lives on this stack
    let failed = unsafe {
        libc::clock_getcpuclockid(pid.cast_signed(), &raw mut clock) != 0
            || libc::clock_gettime(clock, &raw mut time) != 0
    };
    if failed { 0.0 } else { time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6 }
}

/// Processor time of the children that ended and were waited for, ms, in steps of the kernel's tick (10 ms).
pub fn children_cpu_ms(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // after the name in brackets, which may hold blanks: cutime and cstime are fields 16 and 17 of the whole
    let fields: Vec<&str> = stat.rsplit_once(')').map_or(Vec::new(), |(_, rest)| rest.split_whitespace().collect());
    let ticks: f64 = fields.get(13..15).map_or(0.0, |two| two.iter().filter_map(|f| f.parse::<f64>().ok()).sum());
    ticks * 10.0
}

/// A line of `/proc/PID/status` such as `VmRSS` or `VmHWM` (the highest so far), MB (2^20).
pub fn memory_mb(pid: u32, line: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let value = status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':'));
    value.and_then(|v| v.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

/// The processes that this one started and that live.
pub fn children(pid: u32) -> Vec<u32> {
    let Ok(tasks) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    tasks
        .flatten()
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|line| line.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_uses_time_and_memory() {
        let own = std::process::id();
        let before = cpu_ms(own);
        let mut sum = 0u64;
        while cpu_ms(own) < before + 1.0 {
            sum = sum.wrapping_mul(31).wrapping_add(7);
        }
        assert!(memory_mb(own, "VmHWM") > 1.0 && memory_mb(own, "VmRSS") > 1.0, "{sum}");
        assert_eq!((cpu_ms(u32::MAX >> 4), memory_mb(u32::MAX >> 4, "VmRSS")), (0.0, 0.0));
    }
}
