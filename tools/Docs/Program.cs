using System.CommandLine;
using System.Text;
using Grid.Api.Integrators;

// Writes the documentation for integrators: as a site, and the pages of the repository that are made of the code.
var repository = new Option<DirectoryInfo?>("--keep") { Description = "The repository, whose generated pages are written." };
var output = new Option<DirectoryInfo?>("--out") { Description = "The folder for the site; what is in it is replaced, file by file." };
var command = new RootCommand("Writes the documentation for integrators as a site.") { output, repository };
command.Validators.Add(given =>
{
    if (given.GetValue(output) is null && given.GetValue(repository) is null)
        given.AddError("--out or --keep is needed.");
});
command.SetAction(
    async (given, cancellation) =>
    {
        if (given.GetValue(repository) is { } root)
        {
            foreach (var (file, text) in GeneratedPages.All())
                await WriteAsync(Path.Combine(root.FullName, file), text, cancellation);
        }

        if (given.GetValue(output) is { } folder)
        {
            folder.Create();
            var site = new Site(hasReference: false);
            foreach (var file in Site.Files)
                await WriteAsync(Path.Combine(folder.FullName, file), site.Find(file)!, cancellation);
            await WriteAsync(Path.Combine(folder.FullName, Site.StyleFile), Site.Style, cancellation);
        }
    }
);
return await command.Parse(args).InvokeAsync();

static Task WriteAsync(string file, string text, CancellationToken cancellation) =>
    File.WriteAllTextAsync(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
