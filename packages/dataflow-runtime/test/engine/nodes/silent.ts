/** Ends without having connected. */
process.stdout.write("not a node\n");
