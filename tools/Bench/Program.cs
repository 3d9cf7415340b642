using System.CommandLine;
using System.CommandLine.Invocation;
using Grid.Bench.Counting;
using Grid.Bench.Duplicates;
using Grid.Bench.Duties;
using Grid.Bench.Pages;
using Grid.Bench.Platform;
using Grid.Bench.Reminders;
using Grid.Bench.Writes;

#pragma warning disable RS0030 // A host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

var commands = new RootCommand("Measurements inside a silo.")
{
    WritesCommand.Create(clock),
    DutiesCommand.Create(clock),
    RemindersCommand.Create(),
    CountsCommand.Create(clock),
    PlatformCommand.Create(clock),
    PagesCommand.Create(clock),
    DuplicatesCommand.Create(clock),
};
var parsed = commands.Parse(args);
if (parsed.Action is ParseErrorAction mistakes)
    mistakes.ShowHelp = false;
return await parsed.InvokeAsync();
