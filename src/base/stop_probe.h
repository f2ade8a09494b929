#pragma once

/// For tests of limits: what two environment variables make of the checks of base::Stop.
///
/// GGMS_INTERRUPT_AT=N: the process's N-th check, counted over all Stops and threads, first raises SIGINT, as
/// a Ctrl-C at that moment would. GGMS_STOP_GAPS=FILE: at its end the process appends a line of JSON to FILE:
/// how many checks there were, the longest processor time (seconds) that a thread spent between two of them,
/// and, if the first variable raised SIGINT, the processor time from there to the end.
namespace ggms::base::stop_probe {

/// Whether either variable is set.
bool is_on();

/// Tells of one check, before it looks whether to stop. Only where is_on().
void note_check();

}  // namespace ggms::base::stop_probe
