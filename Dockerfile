# One image for every process of ours, for Hadoop's and for HBase's: the directories that the build made, at the places
# they have in a checkout, so that bin/traffic is the same program here and there. deploy/prepare builds them.
# The JDK, not the JRE: bin/traffic looks for one. This tag was not pulled here (no engine): see docs/adr/0130.
FROM eclipse-temurin:17.0.15_6-jdk-noble

RUN useradd --create-home --uid 10001 traffic && install -d -o traffic -g traffic /data
WORKDIR /opt/traffic

# What changes least comes first.
COPY local-cluster/libs/target/dist/hadoop local-cluster/libs/target/dist/hadoop
COPY local-cluster/libs/target/dist/hbase local-cluster/libs/target/dist/hbase
COPY local-cluster/libs/target/dist/client local-cluster/libs/target/dist/client
COPY speed-layer/target/lib speed-layer/target/lib
COPY serving-layer/target/lib serving-layer/target/lib
COPY batch-layer/target/traffic-batch.jar batch-layer/target/traffic-batch.jar
COPY speed-layer/target/traffic-speed.jar speed-layer/target/traffic-speed.jar
COPY serving-layer/target/traffic-serving.jar serving-layer/target/traffic-serving.jar
COPY bin/traffic bin/traffic
COPY config config
COPY datasets datasets
COPY deploy/daemon deploy/daemon
COPY deploy/healthy deploy/healthy
COPY LICENSE LICENSE
COPY NOTICE NOTICE

# The last two are for YARN's containers: where Hadoop's jars are, and what the cluster is.
ENV TRAFFIC_NO_BUILD=1 TRAFFIC_CONF=/etc/traffic TRAFFIC_HOME=/data TRAFFIC_ROOT=/opt/traffic HADOOP_CONF_DIR=/etc/traffic
USER traffic
CMD ["bin/traffic", "help"]
