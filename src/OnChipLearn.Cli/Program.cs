return OnChipLearn.Cli.CommandLine.Run(args);
