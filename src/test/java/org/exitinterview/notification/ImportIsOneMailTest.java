package org.exitinterview.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.exitinterview.ApplicationTest;
import org.exitinterview.leaving.Samples;
import org.exitinterview.process.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** A placement return as it comes in, to the mail of the service manager. */
@ApplicationTest
class ImportIsOneMailTest {

  private static final String CHILDREN = "mail39";

  @Autowired private ApplicationContext application;
  @Autowired private ProcessEngine engine;
  @Autowired private TestRestTemplate rest;
  @Autowired private JdbcClient database;

  @AfterEach
  void leaveNothing() {
    cases()
        .forEach(
            number ->
                engine
                    .getRuntimeService()
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(number)
                    .list()
                    .forEach(
                        left ->
                            engine.getRuntimeService().deleteProcessInstance(left.getId(), null)));
    database.sql("delete from outbox.message").update();
    database.sql("delete from outbox.digest").update();
    ClockUtil.reset();
  }

  @Test
  @DisplayName("a return that opens dozens of cases is one mail to the service manager")
  void oneMail() {
    database.sql("delete from outbox.message").update();
    database.sql("delete from outbox.digest").update();
    ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-21T10:00:00Z")));
    MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
    form.add(
        "episodes",
        new ByteArrayResource(Samples.withChildrenOf(CHILDREN, Samples.episodes(2019))) {
          @Override
          public String getFilename() {
            return "episodes.csv";
          }
        });
    JsonNode answer =
        rest.withBasicAuth(Scenario.SERVICE_MANAGER, ApplicationTest.PASSWORD)
            .postForObject("/api/leavers", form, JsonNode.class);
    new Scenario(engine).runJobs();
    int opened = answer.get("opened").asInt();
    assertThat(opened).isGreaterThan(30);
    assertThat(cases()).hasSize(opened);

    Postman.deliver(application);

    assertThat(
            database
                .sql(
                    """
                    select count(*) || ' told in ' || count(distinct mail.digest_id) || ' mail, sent '
                           || count(mail.sent_at)
                      from outbox.mail join outbox.message m on m.id = mail.message_id
                     where mail.person = :manager and m.case_number = any(:cases)
                    """)
                .param("manager", Scenario.SERVICE_MANAGER)
                .param("cases", cases().toArray(String[]::new))
                .query(String.class)
                .single())
        .isEqualTo("%d told in 1 mail, sent %d".formatted(opened, opened));
    assertThat(database.sql("select count(*) from outbox.digest").query(Integer.class).single())
        .isEqualTo(1);
  }

  private List<String> cases() {
    return database
        .sql("select case_number from register.exit_case where starts_with(child, :children)")
        .param("children", CHILDREN)
        .query(String.class)
        .list();
  }
}
