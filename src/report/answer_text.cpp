// Puts the whole answer to a synthesis together as text.

#include "report/answer_text.h"

#include "report/runs/story.h"
#include "report/summary.h"
#include "report/table.h"

namespace ggms::report {

std::string synth_text(const spec::Spec& spec, const api::Synthesis& synthesis, const Style& style) {
  std::string text = synth_summary(spec, synthesis, style);
  if (synthesis.checked) {
    const files::Protocol& protocol = synthesis.checked->protocol;
    text += "\n" + machine_table(protocol.problem, protocol.machine, style, protocol.unneeded);
  }
  if (synthesis.telling) text += "\n" + story_text(*synthesis.telling, style);
  return text;
}

}  // namespace ggms::report
