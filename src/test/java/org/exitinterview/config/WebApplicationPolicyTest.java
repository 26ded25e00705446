package org.exitinterview.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.exitinterview.ApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;

/** What the pages of the web applications may run. */
@ApplicationTest
class WebApplicationPolicyTest {

  private static final Pattern NONCE = Pattern.compile("nonce-([\\w-]+)'");
  private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>");

  @Autowired private TestRestTemplate rest;

  @Test
  void noEvalNoScriptsInTextsNothingFromElsewhere() {
    for (String application : List.of("tasklist", "cockpit", "admin", "welcome")) {
      String policy = policy(page(application));
      assertThat(policy)
          .contains("frame-ancestors 'none'", "object-src 'none'", "connect-src 'self'", "nonce-")
          .doesNotContain("unsafe-eval", "https:", "$NONCE");
      assertThat(policy.replaceAll("style-src[^;]*;", "")).doesNotContain("unsafe-inline");
    }
  }

  @Test
  void eachPageNamesItsOwnScriptsWhateverElseIsAskedMeanwhile() {
    List<ResponseEntity<String>> pages =
        Collections.nCopies(60, "tasklist").parallelStream().map(this::page).toList();

    assertThat(pages)
        .allSatisfy(
            page -> {
              Matcher nonce = NONCE.matcher(policy(page));
              assertThat(nonce.find()).isTrue();
              Matcher scripts = SCRIPT.matcher(Objects.requireNonNull(page.getBody()));
              assertThat(scripts.results().map(script -> script.group()).toList())
                  .hasSizeGreaterThan(3)
                  .allMatch(script -> script.contains("nonce=\"" + nonce.group(1) + "\""));
            });
    assertThat(pages).extracting(WebApplicationPolicyTest::policy).doesNotHaveDuplicates();
  }

  private ResponseEntity<String> page(String application) {
    return rest.getForEntity("/camunda/app/" + application + "/default/", String.class);
  }

  private static String policy(ResponseEntity<String> page) {
    return Objects.requireNonNull(page.getHeaders().getFirst("Content-Security-Policy"));
  }
}
