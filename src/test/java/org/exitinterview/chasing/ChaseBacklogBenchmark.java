package org.exitinterview.chasing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.exitinterview.config.EngineClock;

/**
 * A backlog of waiting recommendations whose chase is due, as after an outage: what the job
 * executor does in a second with the settings shipped and with the engine's own, on one node and on
 * two.
 *
 * <p>Each chase writes one row, so that one too many or too few shows. Arguments: how many wait
 * (100000), and for how many seconds each setting is measured (20). Not a test; see the README.
 */
final class ChaseBacklogBenchmark {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  /** How the executor of one node works. */
  private record Settings(
      String name,
      int acquiredAtOnce,
      int coreThreads,
      int threads,
      int queue,
      int idleMillis,
      int backoffMillis,
      int longestBackoffMillis) {

    /** As the engine's Spring Boot starter sets them. */
    static final Settings STOCK = new Settings("stock", 3, 3, 10, 3, 5_000, 0, 0);

    /** As application.yaml sets them; keep them the same. */
    static final Settings SHIPPED = new Settings("shipped", 60, 8, 8, 100, 5_000, 20, 200);
  }

  private final EmbeddedPostgres server;
  private final DataSource database;
  private final int waiting;
  private final Duration measured;

  private ChaseBacklogBenchmark(EmbeddedPostgres server, int waiting, Duration measured) {
    this.server = server;
    this.database = server.getPostgresDatabase();
    this.waiting = waiting;
    this.measured = measured;
  }

  public static void main(String[] arguments) throws Exception {
    int waiting = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(new File("target/postgres-binaries"))
            .setServerConfig("fsync", "on")
            .setServerConfig("max_connections", "100")
            .start()) {
      new ChaseBacklogBenchmark(server, waiting, Duration.ofSeconds(seconds)).run();
    }
  }

  private void run() throws Exception {
    ProcessEngine engine = node("setup", Settings.STOCK);
    engine
        .getRepositoryService()
        .createDeployment()
        .addClasspathResource("processes/recommendation.bpmn")
        .addClasspathResource("processes/deadlines.dmn")
        .addClasspathResource("processes/escalation.dmn")
        .deploy();
    sql("create table fired (instance text not null, due text not null)");
    fill(engine);
    // There and back again, so that neither profits from being measured while the rest is warm.
    measure(Settings.SHIPPED, 1);
    measure(Settings.STOCK, 1);
    measure(Settings.STOCK, 2);
    measure(Settings.SHIPPED, 2);
    measure(Settings.STOCK, 1);
    measure(Settings.SHIPPED, 1);
    System.out.printf(
        "fired %d, twice or more %d, still due %d, failed %d%n",
        number("select count(*) from fired"),
        number(
            "select count(*) from (select 1 from fired group by instance, due having count(*) > 1) t"),
        number("select count(*) from act_ru_job where duedate_ <= now()"),
        number("select count(*) from act_ru_job where retries_ < 3"));
    engine.close();
  }

  /** One real recommendation that waits, copied row by row: the engine would need an hour. */
  private void fill(ProcessEngine engine) throws SQLException {
    long started = System.nanoTime();
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "recommendation",
            "EI-00000000",
            Map.of(
                "owner", "owen.owner", "iro", "irene.iro", "recommendationId", "r", "presses", 0));
    while (engine.getTaskService().createTaskQuery().count() < 1) {
      engine
          .getManagementService()
          .createJobQuery()
          .messages()
          .list()
          .forEach(job -> engine.getManagementService().executeJob(job.getId()));
    }
    for (String table :
        List.of(
            "act_ru_execution",
            "act_ru_task",
            "act_ru_identitylink",
            "act_ru_variable",
            "act_ru_job")) {
      copy(table);
    }
    sql(
        "update act_ru_job set duedate_ = now() - interval '1 day' where handler_cfg_ like '%ChaseDue%'");
    sql("analyze");
    System.out.printf(
        "%d recommendations wait, their chase is due (made in %d s)%n",
        number("select count(*) from act_ru_job where duedate_ <= now()"),
        Duration.ofNanos(System.nanoTime() - started).toSeconds());
  }

  private void copy(String table) throws SQLException {
    StringBuilder columns = new StringBuilder();
    StringBuilder values = new StringBuilder();
    Set<String> ids =
        Set.of(
            "id_",
            "proc_inst_id_",
            "root_proc_inst_id_",
            "parent_id_",
            "execution_id_",
            "task_id_",
            "process_instance_id_",
            "var_scope_");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select * from " + table + " limit 0")) {
      for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
        String name = row.getMetaData().getColumnName(column);
        columns.append(columns.isEmpty() ? "" : ", ").append(name);
        values.append(values.isEmpty() ? "" : ", ");
        values.append(ids.contains(name) ? name + " || '-' || n" : name);
      }
    }
    sql(
        "insert into %s (%s) select %s from %s, generate_series(1, %d) n"
            .formatted(table, columns, values, table, waiting));
  }

  private void measure(Settings settings, int nodes) throws Exception {
    List<ProcessEngine> engines = new java.util.ArrayList<>();
    for (int number = 1; number <= nodes; number++) {
      engines.add(node(settings.name() + "-" + nodes + "-" + number, settings));
    }
    engines.forEach(
        engine ->
            ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getJobExecutor()
                .start());
    Thread.sleep(4_000);
    long before = number("select count(*) from fired");
    long started = System.nanoTime();
    Thread.sleep(measured.toMillis());
    double seconds = (System.nanoTime() - started) / 1e9;
    long fired = number("select count(*) from fired") - before;
    engines.forEach(ProcessEngine::close);
    System.out.printf("%-8s %d node(s)  %7.1f chases/s%n", settings.name(), nodes, fired / seconds);
  }

  /** A node of its own: engine, connections and executor; in this process, on the same database. */
  private ProcessEngine node(String name, Settings settings) {
    Clock clock = new EngineClock(LONDON);
    WorkingDays workingDays = new WorkingDays(Set.of());
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setProcessEngineName(name);
    configuration.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
    configuration.setJdbcUsername("postgres");
    configuration.setJdbcPassword("postgres");
    configuration.setJdbcDriver("org.postgresql.Driver");
    configuration.setJdbcMaxActiveConnections(settings.threads() + 4);
    configuration.setJdbcMaxIdleConnections(settings.threads() + 4);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setHistory(ProcessEngineConfigurationImpl.HISTORY_ACTIVITY);
    configuration.setEnforceHistoryTimeToLive(false);
    configuration.setJobExecutorActivate(false);
    configuration.setBeans(beans(new Deadlines(workingDays, clock, () -> configuration)));
    configuration.setProcessEnginePlugins(List.of(new WorkingDayCalendars(workingDays, clock)));
    DefaultJobExecutor executor = new DefaultJobExecutor();
    executor.setMaxJobsPerAcquisition(settings.acquiredAtOnce());
    executor.setCorePoolSize(settings.coreThreads());
    executor.setMaxPoolSize(settings.threads());
    executor.setQueueSize(settings.queue());
    executor.setWaitTimeInMillis(settings.idleMillis());
    executor.setBackoffTimeInMillis(settings.backoffMillis());
    executor.setMaxBackoff(settings.longestBackoffMillis());
    configuration.setJobExecutor(executor);
    return configuration.buildProcessEngine();
  }

  private Map<Object, Object> beans(Deadlines deadlines) {
    Map<Object, Object> beans = new HashMap<>();
    beans.put("deadlines", deadlines);
    beans.put("sendRecommendation", (JavaDelegate) execution -> {});
    beans.put("pressForAnswer", (JavaDelegate) execution -> {});
    beans.put("findRung", (JavaDelegate) execution -> execution.setVariable("rung", "reminder"));
    beans.put("alert", (JavaDelegate) execution -> {});
    beans.put("escalate", (JavaDelegate) execution -> {});
    beans.put("remind", (JavaDelegate) this::note);
    return beans;
  }

  /** In the engine's own transaction: what is rolled back was not fired. */
  private void note(org.camunda.bpm.engine.delegate.DelegateExecution execution)
      throws SQLException {
    var context =
        java.util.Objects.requireNonNull(
            org.camunda.bpm.engine.impl.context.Context.getCommandContext());
    var job = java.util.Objects.requireNonNull(context.getCurrentJob());
    try (var insert =
        context
            .getDbSqlSession()
            .getSqlSession()
            .getConnection()
            .prepareStatement("insert into fired values (?, ?)")) {
      insert.setString(1, execution.getProcessInstanceId());
      insert.setString(2, job.getId());
      insert.executeUpdate();
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  private long number(String query) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement one = connection.createStatement();
        ResultSet row = one.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
