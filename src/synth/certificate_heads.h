#pragma once

namespace ggms::synth {

// What stands at the top of the files of a certificate of infeasibility.

inline constexpr const char* kVariablesHead =
    R"(# What the variables of formula.cnf say if they are true. Processes and rounds count from 1, all else from 0:
# states in the order of certificate.json (internal states, then the decisions where they are taken early), and
# - stands for a message that did not arrive, or for nothing.
#
# move VARIABLE ROUND PROCESS NEXT RECEIVED...
#   who receives that moves to NEXT; where a round has two states to move to, a false variable says the other.
#   PROCESS: 0 where the table is the same for all. RECEIVED: by sender; in the counts views how many of each
#   state, and with counts+own the own state.
# start NUMBER VECTOR...
#   a set of vectors of initial values
# configuration NUMBER VARIABLE BOUNDARY START LOST LOSSES SPLITS PROCESS...
#   some execution from one of these initial vectors is in this configuration after BOUNDARY rounds. VARIABLE 0:
#   it begins there. LOST: whether a process that moved has missed a message. LOSSES, SPLITS: used up of loss-total
#   and partition. PROCESS: its state, then letters: o or g: omits (generally), z: Byzantine, c or l: has crashed
#   (late), n: not connected; then :DECISION of one that has crashed, @ROUND of a decision. Facts that
#   certificate.json does not list as carried are left open.
# set NUMBER ROUND PROCESS VECTOR... +NUMBER...
#   some received vectors, their parts joined by dots, and all those of other sets
# outcome VARIABLE NUMBER NEXT
#   some vector of that set moves to NEXT
# used VARIABLE ROUND PROCESS COUNT NEXT
#   one of the first COUNT entries of which the lines "move" speak, of this round and PROCESS, moves to NEXT
# history NUMBER ROUND PROCESS OWN RECEIVED...
#   what a process knows after a round, in terms of the histories before it (round 1: of initial values); sorted
#   in the counts views
# decision VARIABLE HISTORY DECISION
#   who knows that after the last round decides so
)";

inline constexpr const char* kReasonsHead =
    R"(# Why each clause of formula.cnf holds of every protocol, in their order.
#
# states: a process moves to exactly one state
# names: internal states mean nothing, so one move of each boundary (vector+id: and process) may be fixed; or all be
#   named in the order in which the entries, in the order of their lines "move", first move to them
# used, member: what such a variable, or one of an outcome, says
# step FROM TO DEEDS: from configuration FROM, if the adversary does that in the round, with these moves, to TO
# end FROM PROPERTY DEEDS: the same for the last round; then these decisions break a property (counted from 1)
# run PROPERTY VECTOR PICKS DEEDS / DEEDS / ...: a whole run, round by round, after which they do
#
# DEEDS: xP crashes, lP crashes late, fP is in the far block of a split, R<S: R does not get what S sends,
# R<S=V: S, who is Byzantine, tells R that it is in state V. PICKS: h honest, o omits, g omits
# generally, z Byzantine.
#
# After a colon a step or an end says what receivers find: R@N=V: R finds some vector of set N that makes it move to V;
# R!: R misses a message. Receivers that it does not name miss none if they can. DEEDS then have no messages.
)";

}  // namespace ggms::synth
