package org.exitinterview.leaving;

import java.time.LocalDate;

/** What tells one placement from another: a child is placed only once on a day. */
record PlacementKey(String child, LocalDate placedOn) {}
