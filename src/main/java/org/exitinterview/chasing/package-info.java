/** Working days, due dates, reminders and alerts, all read from deadlines.dmn. */
@NullMarked
package org.exitinterview.chasing;

import org.jspecify.annotations.NullMarked;
