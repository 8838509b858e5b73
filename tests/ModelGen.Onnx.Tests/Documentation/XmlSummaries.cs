using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ModelGen.Onnx.Tests.Documentation;

/// <summary>The summaries of the types of an assembly, from its XML documentation, as Markdown.</summary>
internal sealed class XmlSummaries
{
    private readonly XDocument document;

    public XmlSummaries(Type type) => document = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));

    public string this[Type type]
    {
        get
        {
            XElement summary = document.Descendants("member").Single(m => (string?)m.Attribute("name") == "T:" + type.FullName).Element("summary")!;
            return Regex.Replace(string.Concat(summary.Nodes().Select(Render)), @"\s+", " ").Trim();
        }
    }

    private static string Render(XNode node) => node switch
    {
        XElement element when element.Attribute("name") is { } name => $"`{name.Value}`",
        XElement element when element.Attribute("cref") is { } reference => $"`{reference.Value[(reference.Value.LastIndexOf('.') + 1)..]}`",
        XElement element => $"`{element.Value}`",
        XText text => text.Value,
        _ => "",
    };
}
