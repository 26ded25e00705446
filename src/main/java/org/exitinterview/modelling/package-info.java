/**
 * What a model must hold to before it goes live, whoever deploys it and from wherever: nobody
 * receives a copy of the record without a decision, and a model routes cases but runs no code.
 */
@NullMarked
package org.exitinterview.modelling;

import org.jspecify.annotations.NullMarked;
