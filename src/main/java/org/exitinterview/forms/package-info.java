/**
 * Camunda Forms on the server: what a form asks, whether a submission answers it, and where each
 * answer is kept.
 */
@NullMarked
package org.exitinterview.forms;

import org.jspecify.annotations.NullMarked;
