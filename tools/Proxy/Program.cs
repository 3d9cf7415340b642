using Grid.Proxy.Hosting;

#pragma warning disable RS0030 // A host chooses the real clock.
var clock = TimeProvider.System;
#pragma warning restore RS0030

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
try
{
    await using var app = ProxyHost.Create(builder, ProxySettings.Read(builder.Configuration), clock);
    await app.RunAsync();
    return 0;
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync($"grid proxy: {e.Message}");
    return 78; // As sysexits.h: the configuration is wrong.
}
