/** Telling people that something waits for them: outbox, mail, no personal data. */
@NullMarked
package org.exitinterview.notification;

import org.jspecify.annotations.NullMarked;
