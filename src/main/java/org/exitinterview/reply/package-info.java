/** Answering a recommendation by a link, for people outside the authority who have no account. */
@NullMarked
package org.exitinterview.reply;

import org.jspecify.annotations.NullMarked;
