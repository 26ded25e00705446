package org.exitinterview.notification;

/** Who is told: one person or everybody in a group. */
public record Recipient(Kind kind, String id) {

  /** Whether the id is a user's or a group's. */
  public enum Kind {
    USER,
    GROUP
  }

  /** One person. */
  public static Recipient user(String userId) {
    return new Recipient(Kind.USER, userId);
  }

  /** Everybody in a group. */
  public static Recipient group(String groupId) {
    return new Recipient(Kind.GROUP, groupId);
  }
}
