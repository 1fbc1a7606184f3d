/** A Fuseki server: the arguments of its own command. Ends when its standard input does. */
public class FusekiServer {
    public static void main(String[] args) throws Exception {
        var server = new Thread(() -> org.apache.jena.fuseki.main.cmds.FusekiMainCmd.main(args));
        server.setDaemon(true);
        server.start();
        while (System.in.read() >= 0) { }
        System.exit(0);
    }
}
