// The departures from the paper by name, and the options with all of them off.

#include "search/options.h"

namespace ggms::search {

const std::vector<Departure>& departures() {
  static const std::vector<Departure> kDepartures = {
      {"uniform-start", "the network's first policy prefers nothing", &Options::uniform_start},
      {"propagate", "a move that is proved wrong under what is frozen is not tried again",
       &Options::propagate},
      {"clear-first", "within a round, entries whose move is clearest are decided first",
       &Options::clear_first},
      {"same-taste", "between equally good moves all scenarios of an episode choose the same one",
       &Options::same_taste},
      {"share-tree", "the scenarios of an episode grow one tree", &Options::share_tree},
      {"settled-targets",
       "where all moves are settled, the policy's target is its own prior without the lost ones",
       &Options::settled_targets},
      {"force-freezes", "something is frozen every so often, ambiguous or not", &Options::force_freezes},
  };
  return kDepartures;
}

Options as_published(Options options) {
  for (const Departure& departure : departures()) options.*departure.on = false;
  options.keep_failed = 1;
  options.unfreeze = Unfreeze::kExhaustive;
  return options;
}

}  // namespace ggms::search
