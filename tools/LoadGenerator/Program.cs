using System.CommandLine;
using System.CommandLine.Invocation;
using Grid.LoadGenerator.Bench;
using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Importing;
using Grid.LoadGenerator.Matching;

#pragma warning disable RS0030 // A host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

var commands = new RootCommand("Load for the register: made-up persons, and measurements.")
{
    DemoCommand.Create(clock),
    ImportFileCommand.Create(clock),
    MatchFileCommand.Create(clock),
    new Command("bench", "Measure the running register.")
    {
        RestCommand.Create(clock),
        FairnessCommand.Create(clock),
        BatchBenchCommand.Create(clock),
    },
};
var parsed = commands.Parse(args);
if (parsed.Action is ParseErrorAction mistakes)
    mistakes.ShowHelp = false;
return await parsed.InvokeAsync();
