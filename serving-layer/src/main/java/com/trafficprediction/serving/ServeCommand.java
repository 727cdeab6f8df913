package com.trafficprediction.serving;

import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.serving.configuration.ServingConfiguration;
import com.trafficprediction.serving.configuration.SettingException;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import java.net.BindException;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * {@code server FILE}, with errors that a person can mend as a message instead of a stack trace.
 */
final class ServeCommand extends ServerCommand<ServingConfiguration> {
  ServeCommand(Application<ServingConfiguration> application) {
    super(application);
  }

  @Override
  public void onError(Cli cli, @Nullable Namespace namespace, Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigurationException
          || cause instanceof SettingException
          || cause instanceof MessagingException) {
        cli.getStdErr().println("serve: " + cause.getMessage());
        return;
      }
      if (cause instanceof BindException) {
        cli.getStdErr()
            .println(
                "serve: "
                    + cause.getMessage()
                    + ". Is another serving layer running? Set http.port and admin_http.port, or"
                    + " TRAFFIC_PORT_OFFSET");
        return;
      }
    }
    super.onError(cli, namespace, e);
  }
}
