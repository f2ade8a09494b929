#pragma once

/// For tests of limits: two environment variables make the checks of base::Stop do more.
///
/// GGMS_INTERRUPT_AT=N: the process's N-th check, counted over all Stops and threads, first raises SIGINT, as
/// a Ctrl-C at that moment would. GGMS_STOP_GAPS=FILE: at its end the process appends a line of JSON to FILE:
/// the number of checks, the longest processor time (seconds) that a thread spent between two of them, and,
/// if the first variable raised SIGINT, the processor time from then to the end.
namespace ggms::base::stop_probe {

/// Whether either variable is set.
bool is_on();

/// Notes one check, before it decides whether to stop. Only if is_on().
void note_check();

}  // namespace ggms::base::stop_probe
