package org.exitinterview;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Everything the application logs while it is open, stack traces included. Our own packages speak
 * at DEBUG meanwhile, as they would while somebody looks for a fault.
 */
public final class CapturedLog implements AutoCloseable {

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("org.exitinterview");
  private final ThrowableProxyConverter stackTraces = new ThrowableProxyConverter();
  private final Lines lines = new Lines();

  public CapturedLog() {
    stackTraces.start();
    lines.setContext(root.getLoggerContext());
    lines.start();
    root.addAppender(lines);
    ours.setLevel(Level.DEBUG);
  }

  /** The lines that hold the text. */
  public List<String> linesWith(String text) {
    return lines.all.stream().filter(line -> line.contains(text)).toList();
  }

  @Override
  public void close() {
    root.detachAppender(lines);
    ours.setLevel(null);
  }

  private final class Lines extends AppenderBase<ILoggingEvent> {

    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      all.add(
          "%s %s %s"
              .formatted(
                  event.getLoggerName(), event.getFormattedMessage(), stackTraces.convert(event)));
    }
  }
}
