/**
 * The Java face of the models: names, types and messages, and nothing else. No other package holds
 * such strings.
 */
@NullMarked
package org.exitinterview.process;

import org.jspecify.annotations.NullMarked;
