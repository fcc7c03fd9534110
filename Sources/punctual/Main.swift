import PunctualCLI

@main
enum Main {
  static func main() async {
    await PunctualCommand.runMain()
  }
}
