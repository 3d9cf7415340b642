using System.CommandLine;
using System.CommandLine.Invocation;
using Grid.Admin.Importing;
using Grid.Admin.Keys;
using Grid.Admin.Matching;
using Grid.Admin.Schema;
using Grid.Admin.Tokens;

#pragma warning disable RS0030 // A host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

var commands = new RootCommand("What ./grid and deployments need of .NET: migrations, checks, keys, and tokens for development.")
{
    MigrateCommand.Create(),
    StatusCommand.Create(),
    CheckCommand.Create(),
    ChainCommand.Create(clock),
    SealNamesCommand.Create(clock),
    CheckpointCommand.Create(),
    EraseCommand.Create(clock),
    HoldCommand.Create(clock),
    ImportCommand.Create(clock),
    MatchCommand.Create(clock),
    LibpqCommand.Create(),
    KeysCommand.Create(),
    TokenCommand.Create(clock),
};
var parsed = commands.Parse(args);
if (parsed.Action is ParseErrorAction mistakes)
    mistakes.ShowHelp = false; // It would go to standard output, where callers expect a token or nothing.
return await parsed.InvokeAsync();
