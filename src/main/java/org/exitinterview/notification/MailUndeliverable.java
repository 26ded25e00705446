package org.exitinterview.notification;

import org.jspecify.annotations.Nullable;

/**
 * A mail will never arrive: there is no address, the mail server refused it, or it came back.
 *
 * @param person user id of whom it was for
 * @param taskId the step it was about; null if it was about none
 */
public record MailUndeliverable(String person, String caseNumber, @Nullable String taskId) {}
