using System.CommandLine;
using Grid.Admin.Schema;
using Grid.Admin.Tokens;

#pragma warning disable RS0030 // A host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

var commands = new RootCommand("What ./grid needs of .NET: migrations of the database, and tokens for development.")
{
    MigrateCommand.Create(),
    StatusCommand.Create(),
    TokenCommand.Create(clock),
};
return await commands.Parse(args).InvokeAsync();
