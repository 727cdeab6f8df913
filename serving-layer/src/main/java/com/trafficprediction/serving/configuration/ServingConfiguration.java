package com.trafficprediction.serving.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole of {@code config/serving.yaml}; every key has a default, which the file shows. {@code
 * server} and {@code logging} are Dropwizard's own sections.
 */
public final class ServingConfiguration extends Configuration {
  @JsonProperty
  @Pattern(regexp = "[A-Za-z0-9._-]{1,40}")
  private String instance = "1";

  @JsonProperty("hadoop_conf")
  @NotNull
  private String hadoopConf = "";

  @JsonProperty @Valid @NotNull private Http http = new Http();

  @JsonProperty("admin_http")
  @Valid
  @NotNull
  private Address adminHttp = new Address();

  @JsonProperty @Valid @NotNull private Kafka kafka = new Kafka();
  @JsonProperty @Valid @NotNull private Forecasts forecast = new Forecasts();
  @JsonProperty @Valid @NotNull private Events events = new Events();
  @JsonProperty @Valid @NotNull private Access access = new Access();
  @JsonProperty @Valid @NotNull private Web web = new Web();

  @JsonProperty("pointer_poll_seconds")
  @Min(1)
  @Max(3_600)
  private int pointerPollSeconds = 2;

  /** Name of this process in its consumer group. */
  public String instance() {
    return instance;
  }

  /** Directory of core-site.xml, hdfs-site.xml, hbase-site.xml, kafka-client.properties. */
  public String hadoopConf() {
    return hadoopConf;
  }

  public Http http() {
    return http;
  }

  public Address adminHttp() {
    return adminHttp;
  }

  public Kafka kafka() {
    return kafka;
  }

  public Forecasts forecast() {
    return forecast;
  }

  public Events events() {
    return events;
  }

  public Access access() {
    return access;
  }

  public Web web() {
    return web;
  }

  /** How often the live pointer is looked at, seconds. */
  public int pointerPollSeconds() {
    return pointerPollSeconds;
  }

  /** Where to listen for those who operate it. */
  public static final class Address {
    @JsonProperty @NotNull private String host = "127.0.0.1";

    @JsonProperty
    @Min(0)
    @Max(65_535)
    private int port = 8090;

    public String host() {
      return host;
    }

    /** 0 for any free one. */
    public int port() {
      return port;
    }
  }

  /** Where to listen for everybody. */
  public static final class Http {
    @JsonProperty @NotNull private String host = "127.0.0.1";

    @JsonProperty
    @Min(0)
    @Max(65_535)
    private int port = 8080;

    @JsonProperty("key_store")
    @NotNull
    private String keyStore = "";

    @JsonProperty("key_store_password_file")
    @NotNull
    private String keyStorePasswordFile = "";

    public String host() {
      return host;
    }

    /** 0 for any free one. */
    public int port() {
      return port;
    }

    /**
     * A PKCS12 file with the server's key and certificates: HTTPS instead of HTTP; empty for HTTP.
     */
    public String keyStore() {
      return keyStore;
    }

    /** A file that holds the key store's password. */
    public String keyStorePasswordFile() {
      return keyStorePasswordFile;
    }
  }

  /** Where Kafka is. */
  public static final class Kafka {
    @JsonProperty("bootstrap_servers")
    @NotNull
    private String bootstrapServers = "";

    @JsonProperty("config_file")
    @NotNull
    private String configFile = "";

    @JsonProperty @NotNull private Map<String, String> properties = Map.of();

    /** {@code host:port,…}; empty for what kafka-client.properties says. */
    public String bootstrapServers() {
      return bootstrapServers;
    }

    /** A file of Kafka client properties, security among them; empty for none. */
    public String configFile() {
      return configFile;
    }

    /** Properties that win over those of files. */
    public Map<String, String> properties() {
      return properties;
    }
  }

  /** Forecasts. */
  public static final class Forecasts {
    @JsonProperty("grace_seconds")
    @Min(0)
    @Max(3_600)
    private int graceSeconds = 5;

    @JsonProperty private boolean provisional = true;

    @JsonProperty("retention_hours")
    @Min(1)
    @Max(24 * 3_650)
    private int retentionHours = 48;

    /** How long a segment waits for windows of others before it is forecast without them. */
    public int graceSeconds() {
      return graceSeconds;
    }

    /** Whether windows that are still open are forecast from. */
    public boolean provisional() {
      return provisional;
    }

    /** How long forecasts stay in HBase, wall time. */
    public int retentionHours() {
      return retentionHours;
    }
  }

  /** Server-sent events. */
  public static final class Events {
    @JsonProperty("max_clients")
    @Min(1)
    @Max(100_000)
    private int maxClients = 4_000;

    @JsonProperty("tick_ms")
    @Min(10)
    @Max(10_000)
    private int tickMillis = 100;

    @JsonProperty("heartbeat_seconds")
    @Min(1)
    @Max(300)
    private int heartbeatSeconds = 5;

    @JsonProperty("retry_ms")
    @Min(100)
    @Max(300_000)
    private int retryMillis = 2_000;

    public int maxClients() {
      return maxClients;
    }

    /** How often clients are looked after. */
    public int tickMillis() {
      return tickMillis;
    }

    public int heartbeatSeconds() {
      return heartbeatSeconds;
    }

    public int retryMillis() {
      return retryMillis;
    }
  }

  /** Who may ask. */
  public static final class Access {
    @JsonProperty("write_token")
    @NotNull
    private String writeToken = "";

    @JsonProperty("read_token")
    @NotNull
    private String readToken = "";

    @JsonProperty("write_token_file")
    @NotNull
    private String writeTokenFile = "";

    @JsonProperty("read_token_file")
    @NotNull
    private String readTokenFile = "";

    @JsonProperty("cors_origins")
    @NotNull
    private List<String> corsOrigins = List.of();

    @JsonProperty("max_body_bytes")
    @Min(1_024)
    @Max(64 << 20)
    private int maxBodyBytes = 1 << 20;

    /**
     * Empty: nobody may write.
     *
     * @throws SettingException when the file that holds it cannot be read, or is empty
     */
    public String writeToken() {
      return token("write_token", writeToken, writeTokenFile);
    }

    /**
     * Empty: everybody may read.
     *
     * @throws SettingException when the file that holds it cannot be read, or is empty
     */
    public String readToken() {
      return token("read_token", readToken, readTokenFile);
    }

    private static String token(String key, String given, String file) {
      if (file.isEmpty()) {
        return given;
      }
      if (!given.isEmpty()) {
        throw new SettingException(
            "access." + key + " and access." + key + "_file are both set: leave one empty");
      }
      return SecretFile.read("access." + key + "_file", Path.of(file));
    }

    public List<String> corsOrigins() {
      return corsOrigins;
    }

    public int maxBodyBytes() {
      return maxBodyBytes;
    }
  }

  /** The dashboard. */
  public static final class Web {
    @JsonProperty @NotNull private String directory = "";

    @JsonProperty("image_sources")
    @NotNull
    private List<String> imageSources = List.of();

    @JsonProperty @Valid @NotNull private Tiles tiles = new Tiles();

    /** Background of maps. */
    public Tiles tiles() {
      return tiles;
    }

    /** Directory of the built dashboard; empty for the one packaged with this build. */
    public String directory() {
      return directory;
    }

    /** Origins that pages may load images from: those configured, and the tile server's. */
    public List<String> imageSources() {
      List<String> all = new ArrayList<>(imageSources);
      tiles.origin().ifPresent(all::add);
      return all;
    }
  }

  /** A tile server behind the map's roads. */
  public static final class Tiles {
    private static final java.util.regex.Pattern ORIGIN =
        java.util.regex.Pattern.compile("(https?://[^/?#]+)/.*");

    @JsonProperty
    @NotNull
    @Pattern(
        regexp = "|https?://[^/\\s;,]+/\\S*\\{z\\}\\S*",
        message = "must be an http(s) address with {z}, {x} and {y}, or empty for no tiles")
    private String url = "";

    @JsonProperty @NotNull private String attribution = "";

    /** Address of a tile, with {z}, {x} and {y}; empty for none. */
    public String url() {
      return url;
    }

    /** Whom the map names for its tiles; plain text. */
    public String attribution() {
      return attribution;
    }

    /** Where tiles come from, as a source of a content security policy. */
    Optional<String> origin() {
      java.util.regex.Matcher matcher = ORIGIN.matcher(url);
      return matcher.matches()
          ? Optional.of(matcher.group(1).replace("{s}", "*"))
          : Optional.empty();
    }
  }
}
