package org.exitinterview.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The wording of every notice. A file has the subject in its first line, an empty line, and the
 * text; {@code {caseNumber}} and {@code {link}} are filled in, and nothing else can be.
 */
@Component
class NoticeTexts {

  /** Subject and text of a mail. */
  record Text(String subject, String body, String link) {}

  private final Map<Notice, Text> templates = new EnumMap<>(Notice.class);
  private final Text digest;
  private final String baseUrl;
  private final String tasklist;

  /**
   * Reads all texts, so that a missing one stops the start and not a mail.
   *
   * @throws IllegalStateException if a text is missing, has no subject or an unknown placeholder
   */
  NoticeTexts(NotificationSettings settings) {
    this.baseUrl = settings.baseUrl().toString().replaceAll("/+$", "");
    this.tasklist = baseUrl + "/camunda/app/tasklist/default/#/";
    for (Notice notice : Notice.values()) {
      templates.put(notice, read(notice.templateFile(), Set.of("caseNumber", "link")));
    }
    this.digest = read("notices/digest.txt", Set.of("count", "list", "link"));
  }

  /**
   * The text of a notice about a case, with a link to the page it is about or to the step.
   *
   * @param taskId the step to link to; null links to the reader's list of steps
   */
  Text text(Notice notice, String caseNumber, @Nullable String taskId) {
    String step = taskId == null ? tasklist : tasklist + "?task=" + taskId;
    String link = notice.page(caseNumber).map(page -> baseUrl + "/" + page).orElse(step);
    return filledIn(notice, caseNumber, link);
  }

  /** The text of a notice for somebody without an account, who is sent to a page of ours. */
  Text textWithPage(Notice notice, String caseNumber, String path) {
    return filledIn(notice, caseNumber, baseUrl + path);
  }

  /** One text for several notices: what each is about, and its link. */
  Text digest(List<Text> several) {
    String list =
        several.stream()
            .map(text -> "- %s\n  %s".formatted(text.subject(), text.link()))
            .collect(Collectors.joining("\n"));
    String count = Integer.toString(several.size());
    return new Text(
        digest.subject().replace("{count}", count),
        digest.body().replace("{count}", count).replace("{list}", list).replace("{link}", tasklist),
        tasklist);
  }

  private Text filledIn(Notice notice, String caseNumber, String link) {
    Text template = templates.getOrDefault(notice, new Text("", "", ""));
    return new Text(
        template.subject().replace("{caseNumber}", caseNumber),
        template.body().replace("{caseNumber}", caseNumber).replace("{link}", link),
        link);
  }

  private static Text read(String file, Set<String> placeholders) {
    try {
      String content =
          new ClassPathResource(file)
              .getContentAsString(StandardCharsets.UTF_8)
              .replace("\r\n", "\n");
      int gap = content.indexOf("\n\n");
      String filled = content;
      for (String placeholder : placeholders) {
        filled = filled.replace("{" + placeholder + "}", "");
      }
      if (gap < 1 || content.indexOf('\n') != gap || filled.contains("{")) {
        throw new IllegalStateException(
            file
                + " needs a subject, an empty line and a text with only these in brackets: "
                + new TreeSet<>(placeholders));
      }
      return new Text(content.substring(0, gap), content.substring(gap + 2), "");
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
