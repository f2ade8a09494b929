/*
 * FloodSet for SPIN: binary consensus in R rounds among N processes of which up to F crash.
 *
 * The model that "ggms verify" is measured against, so it is written to be fast in SPIN:
 *
 * - A round is one atomic step; what SPIN stores are the boundaries 0..R between rounds, in the fewest
 *   variables that the future can depend on. They are the configurations that ggms counts, one for one; the
 *   only other stored state is the one before the initial values are chosen.
 * - Messages are not enumerated one by one. Once it is settled who crashes, each survivor's vector is
 *   chosen independently of the others', so each survivor has a set of possible next states, and the round
 *   ends in one element of the product of these sets. No two choices end in the same configuration.
 * - Who crashes is chosen in ascending order, and every set met on the way is itself a choice: a set of k
 *   crashes costs one transition more than its prefix, not N binary decisions.
 * - Survivors whose next state is open choose four at a time, in one transition.
 *
 * A process that crashes in round t reaches any subset of the others with its message of round t, makes no
 * move in round t or later, and sends nothing later. Between rounds a process is in one of two internal
 * states: a, it knows of a 0, or b, it knows of none. A process that receives a 0 or an a moves to a, and in the last
 * round decides 0; all others move to b, and at last decides 1.
 *
 * Set with -D: N (2..12), F (0..N-1), R (default F+1), and one way of finding the sets of next states:
 *   TRIED  every survivor tries RULE on every subset of the messages that may be lost, as a checker must
 *          that is given a table and knows nothing about it;
 *   KNOWN  written down for FloodSet, which is anonymous and monotone: all survivors have the same set, and
 *          receiving all or nothing from those that crash are the extremes. The least work possible.
 * RULE may be replaced to see that a wrong rule is caught.
 */

#ifndef R
#define R (F + 1)
#endif
#if N < 2 || N > 12 || F < 0 || F >= N || defined(TRIED) + defined(KNOWN) != 1
#error "needs 2 <= N <= 12, 0 <= F < N and one of TRIED, KNOWN"
#endif

/* A set of processes, one bit each. */
#if N <= 8
#define Set byte
#else
#define Set short
#endif
#define ALL ((1 << N) - 1)

/* What is stored at a boundary, and nothing else is. */
byte round = 0; /* boundary 0..R */
byte left = F;  /* crashes that may still happen */
byte present;   /* initial values present: 1 if some 0, plus 2 if some 1 */
Set live = ALL;
Set knows;      /* the live processes in state a: they know of a 0, or have decided 0 */

/* How outcomes() and its users see a round. During it, "knows" still says who knew of a 0 when it began.
 *   SETTLED  every survivor has a single next state
 *   FORCED   survivors that move to a in any case
 *   OPEN     survivors that may move to a or b
 */
#ifdef TRIED

Set crashing; /* who crashes in this round; empty at boundaries, as are the next two */
Set forced;
Set open;
hidden Set received, to_a, to_b; /* used inside one d_step only, like the next */
hidden short self;               /* wider than Set: it must exceed ALL */

#ifndef RULE
#define RULE(sender_set) ((knows & (sender_set)) != 0)
#endif
#define SETTLED (open == 0)
#define FORCED forced
#define OPEN open
#define REMEMBER(process) crashing = crashing | (process)
#define FORGET crashing = 0; forced = 0; open = 0

/* received runs through the subsets of crashing, the full one first; both outcomes seen, a survivor is done. */
inline outcomes() {
  to_a = 0;
  to_b = 0;
  self = 1;
  do
  :: self > ALL -> break
  :: self <= ALL && (live & self) ->
     received = crashing;
     do
     :: if
        :: RULE(live | received) -> to_a = to_a | self
        :: else -> to_b = to_b | self
        fi;
        if
        :: received == 0 || (to_a & to_b & self) -> break
        :: else -> received = (received - 1) & crashing
        fi
     od;
     self = self << 1
  :: else -> self = self << 1
  od;
  forced = to_a & ~to_b;
  open = to_a & to_b
}

#else

#define SETTLED (knows == 0 || (knows & live) != 0)
#define FORCED (SETTLED && knows -> live : 0)
#define OPEN live
#define REMEMBER(process) skip
#define FORGET skip
inline outcomes() { skip }

#endif

/* The last step of a round. After the last round: agreement, and validity for 0 and for 1. Every survivor has
 * moved, so every survivor has decided: those in "knows" 0, the others 1. */
inline end_round() {
  FORGET;
  round++;
  if
  :: round == R ->
     assert(knows == 0 || knows == live);
     assert(knows == 0 || (present & 1));
     assert(knows == live || (present & 2))
  :: else
  fi
}

/* Options: this process crashes too; no other crashes and the round ends; or it branches. */
#define CRASH(p)                            \
  :: d_step {                               \
       left > 0 && (live & (1 << p)) != 0 -> \
       live = live & ~(1 << p);             \
       left--;                              \
       REMEMBER(1 << p);                    \
       outcomes()                           \
     };                                     \
     goto after_##p
#define NO_MORE                                             \
  :: d_step { SETTLED -> knows = FORCED; end_round() }; goto boundary \
  :: d_step { !SETTLED -> knows = FORCED }; goto branch

/* Options: those of a group of one to four processes that get this part of "knows". */
#define CHOOSE(part, among) :: d_step { ((part) & ~(among)) == 0 -> knows = knows | (part) }
#define INITIAL(part) CHOOSE(part, ALL)
#define NEXT(part) CHOOSE(part, OPEN)
#define LAST(part) :: d_step { ((part) & ~(OPEN)) == 0 -> knows = knows | (part); end_round() }
#define GROUP1(option, at) option(0 << at) option(1 << at)
#define GROUP2(option, at) GROUP1(option, at) option(2 << at) option(3 << at)
#define GROUP3(option, at) GROUP2(option, at) option(4 << at) option(5 << at) option(6 << at) option(7 << at)
#define GROUP4(option, at)                                                                       \
  GROUP3(option, at) option(8 << at) option(9 << at) option(10 << at) option(11 << at)           \
  option(12 << at) option(13 << at) option(14 << at) option(15 << at)

#if N == 2
#define LOW GROUP2
#elif N == 3
#define LOW GROUP3
#else
#define LOW GROUP4
#endif
#if N == 5
#define MIDDLE GROUP1
#elif N == 6
#define MIDDLE GROUP2
#elif N == 7
#define MIDDLE GROUP3
#elif N >= 8
#define MIDDLE GROUP4
#endif
#if N == 9
#define HIGH GROUP1
#elif N == 10
#define HIGH GROUP2
#elif N == 11
#define HIGH GROUP3
#elif N == 12
#define HIGH GROUP4
#endif

/* Options left once process p crashes: FROM_k lets k, k + 1, ... crash, or none. */
#if N > 11
#define FROM_11 CRASH(11) NO_MORE
#else
#define FROM_11 NO_MORE
#endif
#if N > 10
#define FROM_10 CRASH(10) FROM_11
#else
#define FROM_10 NO_MORE
#endif
#if N > 9
#define FROM_9 CRASH(9) FROM_10
#else
#define FROM_9 NO_MORE
#endif
#if N > 8
#define FROM_8 CRASH(8) FROM_9
#else
#define FROM_8 NO_MORE
#endif
#if N > 7
#define FROM_7 CRASH(7) FROM_8
#else
#define FROM_7 NO_MORE
#endif
#if N > 6
#define FROM_6 CRASH(6) FROM_7
#else
#define FROM_6 NO_MORE
#endif
#if N > 5
#define FROM_5 CRASH(5) FROM_6
#else
#define FROM_5 NO_MORE
#endif
#if N > 4
#define FROM_4 CRASH(4) FROM_5
#else
#define FROM_4 NO_MORE
#endif
#if N > 3
#define FROM_3 CRASH(3) FROM_4
#else
#define FROM_3 NO_MORE
#endif
#if N > 2
#define FROM_2 CRASH(2) FROM_3
#else
#define FROM_2 NO_MORE
#endif
#define FROM_1 CRASH(1) FROM_2
#define FROM_0 CRASH(0) FROM_1

init {
  atomic {
#ifdef HIGH
    if HIGH(INITIAL, 8) fi;
#endif
#ifdef MIDDLE
    if MIDDLE(INITIAL, 4) fi;
#endif
    if LOW(INITIAL, 0) fi;
    present = (knows != 0 -> 1 : 0) + (knows != ALL -> 2 : 0)
  }

boundary:
end: /* boundary R has no successor, and is a proper end; the process never terminates, which would store more */
  atomic {
    d_step { round < R -> outcomes() };
    if FROM_0 fi;
after_0:
    if FROM_1 fi;
after_1:
    if FROM_2 fi;
#if N > 2
after_2:
    if FROM_3 fi;
#endif
#if N > 3
after_3:
    if FROM_4 fi;
#endif
#if N > 4
after_4:
    if FROM_5 fi;
#endif
#if N > 5
after_5:
    if FROM_6 fi;
#endif
#if N > 6
after_6:
    if FROM_7 fi;
#endif
#if N > 7
after_7:
    if FROM_8 fi;
#endif
#if N > 8
after_8:
    if FROM_9 fi;
#endif
#if N > 9
after_9:
    if FROM_10 fi;
#endif
#if N > 10
after_10:
    if FROM_11 fi;
#endif
#if N > 11
after_11:
    if NO_MORE fi;
#endif

branch:
#ifdef HIGH
    if HIGH(NEXT, 8) fi;
#endif
#ifdef MIDDLE
    if MIDDLE(NEXT, 4) fi;
#endif
    if LOW(LAST, 0) fi;
    goto boundary
  }
}
